// A story, played: its steps come from the set, their acts are done in the panes one after the other, visibly.
// What is to be pressed is marked first; what a step says is to be seen is looked for, and missing it stops the story.
"use strict";

(() => {
  const $ = (id) => document.getElementById(id);
  const bar = $("story");
  const [next, play] = [$("story-next"), $("story-play")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [PATIENCE, LOOK, MARK, BETWEEN, MOST_MOVES] = [8000, 80, 1000, 450, 12];
  const known = new Map();  // learnt on the way: a line's name, six words
  const kept = new Map();   // pages as they were served when the story asked to remember them

  let script = null;
  let done = 0;
  let running = false;
  let hurried = false;
  let wake = () => {};

  const state = (name) => { bar.dataset.state = name; };

  // --- time --------------------------------------------------------------------------------------------------------

  const pause = (wait) => new Promise((resolve) => { setTimeout(resolve, wait); });

  function rest(wait) {  // [Next step] during a step ends every rest in it
    if (hurried) return null;
    return new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, wait);
    });
  }

  async function patiently(look, patience = PATIENCE) {
    const end = Date.now() + patience;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > end) return null;
      await pause(LOOK);
    }
  }

  // --- words -------------------------------------------------------------------------------------------------------

  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const filled = (text) => text.replace(/\u2026(\w+)\u2026/g, (_, name) => known.get(name) ?? "\u2026");
  const shown = (text) => filled(text).replace(/\u2026\+?(\w+|\*)\u2026/g, "\u2026");

  function pattern(text) {
    const escaped = plain(filled(text.replaceAll("\u2026*\u2026", "\u0001").replace(/\u2026\+\w+\u2026/g, "\u0002")))
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replaceAll("\u0001", ".+").replaceAll("\u0002", "(.+)")}$`);
  }

  const named = (element) => plain(element.getAttribute("aria-label") || element.textContent);

  // --- panes -------------------------------------------------------------------------------------------------------

  const iframe = (pane) => document.querySelector(`#${pane} iframe`);
  const page = (pane) => iframe(pane).contentDocument;
  const sheet = (from) => from.querySelector("#sheet");
  const scope = (from) => sheet(from) || from.querySelector("#chat");
  const seenBy = (element) => element.checkVisibility({ visibilityProperty: true });
  const among = (from, query, wanted) =>
    [...scope(from).querySelectorAll(query)].filter((one) => seenBy(one) && wanted.test(named(one)));

  function ready(pane) {
    const there = page(pane);
    return there && there.readyState === "complete" && there.body.dataset.self && !there.querySelector("[aria-busy]");
  }

  async function turnTo(pane) {  // on a phone one pane stands in front
    if (!seenBy($(pane))) location.hash = pane;
    await patiently(() => ready(pane));
  }

  async function served(where) {
    const response = await fetch(new URL(where, new URL(bar.dataset.script, location)));
    return response.text();
  }

  async function servedPage(pane) {
    const response = await fetch(page(pane).body.dataset.self);
    return new DOMParser().parseFromString(await response.text(), "text/html");
  }

  async function mark(element) {
    element.scrollIntoView({ block: "center", behavior: calm || hurried ? "auto" : "smooth" });
    element.classList.add("story-mark");
    await rest(MARK);
    return element;
  }

  async function pressed(pane, element) {
    const target = element.form?.target || "";
    const landing = target ? loaded(target) : null;
    await mark(element);
    element.classList.remove("story-mark");
    element.click();
    if (landing) await landing;
    await patiently(() => ready(target || pane));
    return element;
  }

  const loaded = (pane) => new Promise((resolve) => {
    iframe(pane).addEventListener("load", () => resolve(true), { once: true });
  });

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
    found[0].scrollIntoView({ block: "center", behavior: calm || hurried ? "auto" : "smooth" });
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
    const enough = one.new ? (await count()) + one.times : one.times;
    for (let moves = 0; moves < MOST_MOVES; moves += 1) {
      if (await count() >= enough) return true;
      if (!(await moved(one.what))) return false;
    }
    return (await count()) >= enough;
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
    for (let at = slow; at < words.length && !hurried && !calm; at += slow) {
      box.value = words.slice(0, at);
      tell(box, "input");
      await rest(30);
    }
    box.value = words;
    tell(box, "input");
  }

  const acts = {
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

  function wipe() {
    for (const from of [document, ...["phone", "readers", "own", "office"].map(page)]) {
      for (const one of from.querySelectorAll(".story-mark, .story-seen")) one.classList.remove("story-mark", "story-seen");
    }
  }

  // --- steps -------------------------------------------------------------------------------------------------------

  async function carriedOut(one) {
    try {
      return await acts[one.do](one);
    } catch {
      return null;
    }
  }

  function failed(one) {
    const what = one ? one.fault.replace("{what}", () => shown(one.what)) : script?.lost ?? document.body.textContent;
    const fault = $("story-fault");
    fault.textContent = script.fault.replace("{step}", done + 1).replace("{what}", () => what);
    fault.hidden = false;
    next.disabled = play.disabled = true;
    state("failed");
    fault.focus();
  }

  async function step() {
    const one = script.steps[done];
    running = true;
    hurried = false;
    state("playing");
    $("story-step").textContent = $("story-step").dataset.text.replace("{step}", done + 1);
    $("story-said").textContent = filled(one.said);
    $("story-proved").textContent = "";
    await rest(reading(one.said) / 2);
    for (const act of one.plays) {
      if (!(await carriedOut(act))) return failed(act);
      wipe();
      await rest(BETWEEN);
    }
    $("story-said").textContent = filled(one.said);
    $("story-proved").textContent = one.proved;
    done += 1;
    running = false;
    return done < script.steps.length ? rested() : ended();
  }

  const reading = (words) => 1200 + 45 * words.length;

  function rested() {
    state("rests");
    next.focus({ preventScroll: true });
  }

  function ended() {
    state("ended");
    $("story-step").textContent += `. ${$("story-step").dataset.end}`;
    next.disabled = play.disabled = true;
    playing(false);
    bar.tabIndex = -1;
    bar.focus({ preventScroll: true });
  }

  const isPlaying = () => play.textContent === play.dataset.pause;

  function playing(on) {
    play.textContent = on ? play.dataset.pause : play.dataset.play;
  }

  async function begun() {
    if (script) return;
    const response = await fetch(bar.dataset.script);
    script = await response.json();
    await fetch(bar.dataset.script, { method: "POST", body: new URLSearchParams() });
  }

  async function goOn() {
    if (running) {
      hurried = true;
      wake();
      return;
    }
    await begun();
    await step();
  }

  async function playOn() {
    playing(!isPlaying());
    while (isPlaying() && !running && !next.disabled) {
      await begun();
      await step();
      await rest(reading(script.steps[done - 1].said) / 2);
    }
  }

  next.addEventListener("click", goOn);
  play.addEventListener("click", playOn);
})();
