// The panes that a story is played in: finding things in them, pressing, waiting; and the words it learns on the way.
"use strict";

const [PATIENCE, LOOK, MARK] = [8000, 80, 1000];
export const BETWEEN = 450;
export const $ = (id) => document.getElementById(id);
export const bar = $("story");
export const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
export const pace = { hurried: false, wake: () => {} };
export const known = new Map();  // learnt on the way: a line's name, six words

// --- time --------------------------------------------------------------------------------------------------------

const pause = (wait) => new Promise((resolve) => { setTimeout(resolve, wait); });

export function rest(wait) {  // [Next step] during a step ends every rest in it
  if (pace.hurried) return null;
  return new Promise((resolve) => {
    pace.wake = resolve;
    setTimeout(resolve, wait);
  });
}

export async function patiently(look, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) return null;
    await pause(LOOK);
  }
}

// --- words -------------------------------------------------------------------------------------------------------

export const plain = (text) => text.replace(/\s+/g, " ").trim();
export const filled = (text) => text.replace(/\u2026(\w+)\u2026/g, (_, name) => known.get(name) ?? "\u2026");
export const shown = (text) => filled(text).replace(/\u2026\+?(\w+|\*)\u2026/g, "\u2026");

export function pattern(text) {
  const escaped = plain(filled(text.replaceAll("\u2026*\u2026", "\u0001").replace(/\u2026\+\w+\u2026/g, "\u0002")))
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("\u0001", ".+").replaceAll("\u0002", "(.+)")}$`);
}

export const named = (element) => plain(element.getAttribute("aria-label") || element.textContent);

// --- panes -------------------------------------------------------------------------------------------------------

export const iframe = (pane) => document.querySelector(`#${pane} iframe`);
export const page = (pane) => iframe(pane).contentDocument;
export const sheet = (from) => from.querySelector("#sheet");
export const scope = (from) => sheet(from) || from.querySelector("#chat");
export const seenBy = (element) => element.checkVisibility({ visibilityProperty: true });
export const among = (from, query, wanted) =>
  [...scope(from).querySelectorAll(query)].filter((one) => seenBy(one) && wanted.test(named(one)));

export function ready(pane) {
  const there = page(pane);
  return there && there.readyState === "complete" && there.body.dataset.self && !there.querySelector("[aria-busy]");
}

export async function turnTo(pane) {  // on a phone one pane stands in front
  if (!seenBy($(pane))) location.hash = pane;
  await patiently(() => ready(pane));
}

export async function served(where) {
  const response = await fetch(new URL(where, new URL(bar.dataset.script, location)));
  return response.text();
}

export async function servedPage(pane) {
  const response = await fetch(page(pane).body.dataset.self);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

export async function mark(element) {
  element.scrollIntoView({ block: "center", behavior: calm || pace.hurried ? "auto" : "smooth" });
  element.classList.add("story-mark");
  await rest(MARK);
  return element;
}

export async function pressed(pane, element) {
  const target = element.form?.target || "";
  const landing = target ? loaded(target) : null;
  await mark(element);
  element.classList.remove("story-mark");
  element.click();
  if (landing) await landing;
  await patiently(() => ready(target || pane));
  return element;
}

export const loaded = (pane) => new Promise((resolve) => {
  iframe(pane).addEventListener("load", () => resolve(true), { once: true });
});
