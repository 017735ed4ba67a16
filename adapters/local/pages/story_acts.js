// What a story can do in the panes and look for in them; each gives something true if it came about.
"use strict";

import {
  $, BETWEEN, among, bar, calm, filled, iframe, known, loaded, mark, named, pace, page, patiently, pattern, plain,
  pressed, ready, rest, scope, seenBy, served, servedPage, sheet, turnTo,
} from "./story_panes.js";

const MOST_MOVES = 12;
const kept = new Map();  // pages as they were served when the story asked to remember them

// --- what is looked for ------------------------------------------------------------------------------------------

const texts = (within) => [...within.querySelectorAll("*")].filter((one) => !one.matches("script, noscript, option"));

function standing(within, wanted, visible = seenBy) {
  const said = texts(within).filter((one) => visible(one) && (wanted.test(plain(one.textContent)) || wanted.test(named(one))));
  const typed = [...within.querySelectorAll("textarea, input[type=text]")].filter(
    (box) => visible(box) && wanted.test(plain(box.value)));
  return [...said.filter((one) => !said.some((other) => one !== other && one.contains(other))), ...typed];
}

async function sees(one) {
  await turnTo(one.pane);
  const wanted = pattern(one.what);
  const found = await patiently(() => {
    const all = standing(scope(page(one.pane)), wanted);
    return all.length >= (one.times || 1) && all;
  });
  if (!found) return null;
  found[0].scrollIntoView({ block: "center", behavior: calm || pace.hurried ? "auto" : "smooth" });
  found[0].classList.add("story-seen");
  await rest(BETWEEN);
  return found[0];
}

async function seesNot(one) {
  await turnTo(one.pane);
  const wanted = pattern(one.what);
  const fresh = await servedPage(one.pane);
  const anywhere = standing(fresh.body, wanted, () => true).length;
  return !anywhere && !standing(scope(page(one.pane)), wanted).length;
}

async function nowhere(one) {
  const from = page(one.pane);
  const shows = (sheet(from) || from.querySelector("#messages")).innerText;
  const said = shows + (await servedPage(one.pane)).querySelector("#messages").textContent;
  const found = one.all.map(filled).filter((words) => said.includes(words));
  one.what = found.join(", ");
  return !found.length;
}

async function until(one) {
  const count = async () => standing((await servedPage(one.pane)).body, pattern(one.until), () => true).length;
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    if (await count() >= one.times) return true;
    if (!(await moved(one.what))) return false;
  }
  return (await count()) >= one.times;
}

async function moved(when) {
  const response = await fetch(bar.dataset.script, { method: "POST", body: new URLSearchParams({ clock: when }) });
  if (response.ok) $("clock").textContent = await response.text();
  return response.ok;
}

// --- what is done ------------------------------------------------------------------------------------------------

const button = (one) => patiently(() => among(page(one.pane), "button, a.button", pattern(one.what)).pop());

function boxOf(one) {
  const from = scope(page(one.pane));
  const wanted = pattern(one.what);
  const label = [...from.querySelectorAll("label[for]")].find((two) => wanted.test(plain(two.textContent)));
  return label ? page(one.pane).getElementById(label.htmlFor)
    : [...from.querySelectorAll("textarea, select")].find((two) => wanted.test(two.getAttribute("aria-label") || ""));
}

const tell = (field, kind) => field.dispatchEvent(new Event(kind, { bubbles: true }));

async function typed(box, words) {
  box.value = "";
  const slow = Math.max(1, Math.ceil(words.length / 60));
  for (let at = slow; at < words.length && !pace.hurried && !calm; at += slow) {
    box.value = words.slice(0, at);
    tell(box, "input");
    await rest(30);
  }
  box.value = words;
  tell(box, "input");
}

export const acts = {
  async sit(one) {
    await turnTo(one.pane);
    const now = new URL(page(one.pane).body.dataset.self, location);
    if (one.pane === "office") now.searchParams.set("who", one.who);
    else now.pathname = now.pathname.replace(/[^/]+$/, one.who);
    const landing = loaded(one.pane);
    iframe(one.pane).contentWindow.location.replace(now);
    await landing;
    await patiently(() => ready(one.pane));
    return mark(page(one.pane).querySelector(".name"));
  },
  async press(one) {
    await turnTo(one.pane);
    const found = await button(one);
    return found && pressed(one.pane, found);
  },
  async opens(one) {
    await turnTo(one.pane);
    const found = await button(one);
    if (!found) return null;
    page(one.pane).querySelector("#press select").value = one.who;
    await pressed(one.pane, found);
    return turnTo("own").then(() => true);
  },
  async tick(one) {
    await turnTo(one.pane);
    const label = await patiently(() => among(page(one.pane), "label.tick", pattern(one.what))[0]);
    return label && pressed(one.pane, label);
  },
  async choose(one) {
    await turnTo(one.pane);
    const box = await patiently(() => boxOf(one));
    const option = box && [...box.options].find((two) => pattern(one.option).test(plain(two.textContent)));
    if (!option) return null;
    await mark(box);
    box.value = option.value;
    return tell(box, "change");
  },
  async write(one) {
    await turnTo(one.pane);
    const box = await patiently(() => boxOf(one));
    if (!box) return null;
    await mark(box);
    await typed(box, filled(one.words));
    box.classList.remove("story-mark");
    return box;
  },
  async unfold(one) {
    await turnTo(one.pane);
    const fold = await patiently(() => among(page(one.pane), "summary", pattern(one.what))[0]);
    if (fold && !fold.parentElement.open) await pressed(one.pane, fold);
    return fold;
  },
  async shut(one) {
    await turnTo(one.pane);
    if (sheet(page(one.pane))) await pressed(one.pane, page(one.pane).querySelector("a.close"));
    return true;
  },
  async reload(one) {
    const landing = loaded(one.pane);
    iframe(one.pane).contentWindow.location.replace(page(one.pane).body.dataset.self);
    return landing;
  },
  async clock(one) {
    await mark(document.querySelector(`button[name=move][value="${one.what}"]`) || $("clock"));
    const came = one.until ? await until(one) : await moved(one.what);
    await rest(BETWEEN);
    return came;
  },
  async names(one) {
    await turnTo(one.pane);
    const wanted = pattern(one.what);
    const found = await patiently(() => standing(scope(page(one.pane)), wanted)[0]);
    if (found) known.set(/\u2026\+(\w+)\u2026/.exec(one.what)[1], wanted.exec(plain(found.textContent))[1]);
    return found && mark(found);
  },
  async copies(one) {
    await turnTo(one.pane);
    const [caption, place] = one.what.split("\n");
    const found = await patiently(() => standing(scope(page(one.pane)), pattern(caption))[0]);
    const words = found?.closest("figure")?.querySelector("blockquote");
    if (words) known.set(/\w+/.exec(place)[0], plain(words.textContent));
    return words && mark(words);
  },
  async remember(one) {
    kept.set(one.what, await served(one.what));
    return true;
  },
  async unchanged(one) {
    await turnTo(one.pane);
    return kept.get(one.what) === (await served(one.what));
  },
  sees,
  reads: sees,
  sees_not: seesNot,
  reads_not: seesNot,
  nowhere,
};

export function wipe() {
  for (const from of [document, ...["phone", "readers", "own", "office"].map(page)]) {
    for (const one of from.querySelectorAll(".story-mark, .story-seen")) one.classList.remove("story-mark", "story-seen");
  }
}

