// A story, played: its steps come from the set, their acts are done in the panes one after the other, visibly.
// What is to be pressed is marked first; what a step says is to be seen is looked for, and missing it stops the story.
"use strict";

import { acts, wipe } from "./story_acts.js";
import { $, BETWEEN, bar, filled, pace, rest, shown } from "./story_panes.js";

const [next, play] = [$("story-next"), $("story-play")];

let script = null;
let done = 0;
let running = false;

const state = (name) => { bar.dataset.state = name; };

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
  pace.hurried = false;
  next.removeAttribute("aria-busy");
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
  next.removeAttribute("aria-busy");
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
    pace.hurried = true;
    next.setAttribute("aria-busy", "true");
    pace.wake();
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
