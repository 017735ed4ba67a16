// One pane. Everything works without this file: it only spares reloading, brings news, and counts characters.
"use strict";

(() => {
  const body = document.body;
  const $ = (query, from = document) => from.querySelector(query);
  const outer = window.parent !== window;
  if (outer || location.pathname !== new URL(body.dataset.self, location).pathname) {
    history.replaceState(null, "", body.dataset.self);
  }

  // --- messages: put in what is new, change what changed, take out what is gone; leave the rest alone ---------------

  function merge(fresh) {
    const list = $("#messages ol");
    const wanted = [...fresh.querySelectorAll("#messages ol > li")];
    let news = false;
    for (const old of [...list.children]) {
      if (!wanted.some((one) => one.id === old.id)) old.remove();
    }
    wanted.forEach((one, place) => {
      const old = document.getElementById(one.id);
      if (!old) {
        list.insertBefore(document.importNode(one, true), list.children[place] || null);
        news = true;
      } else if (!old.isEqualNode(one) && !isInUse(old)) {
        replaceKeepingFocus(old, one);
      }
    });
    return news;
  }

  const isInUse = (item) => [...item.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue);

  function replaceKeepingFocus(old, one) {
    const focused = old.contains(document.activeElement) ? document.activeElement.value : null;
    const put = document.importNode(one, true);
    old.replaceWith(put);
    const again = focused && [...put.querySelectorAll("button")].find((button) => button.value === focused);
    if (again) again.focus();
  }

  const box = () => $("#messages");

  // --- the private page over the chat ------------------------------------------------------------------------------

  let opener = null;

  function showSheet(fresh) {
    const sheet = $("#sheet", fresh);
    $("[autofocus]", fresh)?.removeAttribute("autofocus");
    $("#over").replaceChildren(...(sheet ? [document.importNode(sheet, true)] : []));
    $("#chat").inert = Boolean(sheet);
    begin();
    if (sheet) focusInto($("#sheet"));
    else backToOpener();
  }

  function focusInto(sheet) {
    const target = $('[role="alert"]', sheet) || $("#sheet-title", sheet);
    target.focus({ preventScroll: true });
    sheet.scrollTop = 0;
  }

  function backToOpener() {
    const again = opener && [...document.querySelectorAll("button")].find(
      (button) => button.value === opener.value && button.textContent === opener.text);
    (again || box()).focus();
    opener = null;
  }

  function say(form, sentence) {
    let alert = $('[role="alert"]', form);
    if (!alert) {
      alert = document.createElement("p");
      alert.className = "problem";
      alert.setAttribute("role", "alert");
      alert.tabIndex = -1;
      form.prepend(alert);
    }
    alert.textContent = sentence;
    alert.focus();
    alert.scrollIntoView({ block: "nearest" });
  }

  // --- acts --------------------------------------------------------------------------------------------------------

  async function fetched(url, options) {
    const response = await fetch(url, options);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return { ok: response.ok, page };
  }

  async function submit(form, button) {
    const data = new URLSearchParams(new FormData(form, button));
    if (form.method !== "post" || form.target || form.getAttribute("aria-busy")) return;
    if (!form.closest("#sheet") && button) opener = { value: button.value, text: button.textContent };
    hold(form, true);
    let answer = null;
    try {
      answer = await fetched(form.action, { method: "POST", body: data });
    } catch { /* the set is out of reach */ }
    hold(form, false);
    if (!answer) say(form, body.dataset.lost);
    else if (answer.ok) answered(form, answer.page);
    else refused(form, answer.page);
  }

  function hold(form, on) {  // what is being sent can't be typed over
    if (on) form.setAttribute("aria-busy", "true");
    else form.removeAttribute("aria-busy");
    for (const field of form.querySelectorAll("textarea, input[type=text]")) field.readOnly = on;
  }

  function answered(form, page) {
    const sent = form.dataset.clears && document.getElementById(form.dataset.clears);
    if (sent) sent.value = "";
    if (!$("#messages", page)) return;
    merge(page);
    const members = $(".members", page);
    if (members && $(".members")) refreshMembers(members);
    showSheet(page);
  }

  function refreshMembers(members) {
    const put = document.importNode(members, true);
    put.open = $(".members").open;
    $(".members").replaceWith(put);
    const select = $("#press select");
    if (select) reload();
  }

  function refused(form, page) {
    const problem = $('[role="alert"]', page);
    const sentence = problem ? problem.textContent : body.dataset.lost;
    if (form.closest("#sheet") || form.dataset.clears || !$("#sheet", page)) say(form, sentence);
    else showSheet(page);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.target) return;
    event.preventDefault();
    submit(form, event.submitter);
  });

  document.addEventListener("click", (event) => {
    const close = event.target.closest("a.close");
    if (!close) return;
    event.preventDefault();
    showSheet(document.createElement("div"));
    reload();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && $("#sheet") && !hasTyped()) $("a.close").click();
  });

  const hasTyped = () => [...document.querySelectorAll("#sheet textarea, #sheet input[type=text]")].some(
    (field) => field.value !== field.defaultValue);

  // --- characters --------------------------------------------------------------------------------------------------

  function count(field) {
    const line = document.getElementById(`${field.id}-limit`);
    if (!line) return;
    const most = $(".most", line);
    const [used, limit] = [[...field.value].length, Number(field.dataset.limit)];
    most.textContent = most.dataset.count.replace("{used}", used);
    line.classList.toggle("near", used > limit * 0.9);
    clearTimeout(line.later);
    line.later = setTimeout(() => {  // spoken only when it matters, and only once typing rests
      $('[role="status"]', line).textContent = used > limit * 0.9 ? most.textContent : "";
    }, 1200);
  }

  function begin() {
    for (const field of document.querySelectorAll("[data-limit]")) count(field);
  }

  document.addEventListener("input", (event) => {
    if (event.target.dataset.limit) count(event.target);
  });

  // --- news --------------------------------------------------------------------------------------------------------

  let reading = false;
  let again = false;

  async function reload() {  // one at a time, and once more for what changed meanwhile: no older page comes last
    again = true;
    if (reading) return;
    reading = true;
    while (again) {
      again = false;
      await readAnew();
    }
    reading = false;
  }

  async function readAnew() {
    try {
      const { ok, page } = await fetched(body.dataset.self);
      if (!ok) return;
      const news = merge(page);
      const behind = $(".behind");
      if (news && behind) behind.textContent = behind.dataset.text;
      const [old, fresh] = [$("#press select"), $("#press select", page)];
      if (old && fresh && old.options.length !== fresh.options.length) old.replaceWith(document.importNode(fresh, true));
    } catch { /* the next event brings it */ }
  }

  function listen() {
    if (outer) {
      window.addEventListener("message", (event) => {
        if (event.origin === location.origin && ["", body.dataset.place].includes(event.data.changed)) reload();
      });
      reload();  // what was told between the drawing of this page and now, nobody here heard
      return;
    }
    const news = new EventSource(body.dataset.live);
    news.addEventListener("changed", reload);
    news.addEventListener("open", reload);
    news.addEventListener("error", () => {
      if (news.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
    });
  }

  // A button in the channel opened this: on a phone its pane comes to the front, and the page takes the focus.
  if (outer && $("#sheet")) {
    const pane = window.frameElement.closest("section");
    if (pane && getComputedStyle(pane).display === "none") window.parent.location.hash = pane.id;
  }
  begin();
  if ($("#sheet")) focusInto($("#sheet"));
  listen();
})();
