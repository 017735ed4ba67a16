// The outer page: moves the clock without reloading, passes news on to the panes, and lets light or dark be forced.
"use strict";

(() => {
  const frames = () => [...document.querySelectorAll("iframe")];
  const clock = document.getElementById("clock");
  const form = document.querySelector("form.clock");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    try {
      const body = new URLSearchParams(new FormData(form, event.submitter));
      const response = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const now = page.getElementById("clock");
      if (now) clock.textContent = now.textContent;
    } catch { /* the clock stays where it is, and says so */ }
    form.removeAttribute("aria-busy");
  });

  const tell = (changed) => {
    for (const frame of frames()) frame.contentWindow.postMessage({ changed }, location.origin);
  };

  function listen() {
    const news = new EventSource(document.body.dataset.live);
    news.addEventListener("changed", (event) => tell(event.data));
    news.addEventListener("open", () => tell(""));
    news.addEventListener("clock", (event) => { clock.textContent = event.data; });
    news.addEventListener("error", () => {
      if (news.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
    });
  }
  listen();

  function light(theme) {
    document.documentElement.dataset.theme = theme;
    for (const frame of frames()) frame.contentDocument.documentElement.dataset.theme = theme;
    for (const link of document.querySelectorAll("[data-pick]")) {
      if (link.dataset.pick === theme) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  document.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]");
    if (!pick) return;
    event.preventDefault();
    light(pick.dataset.pick);
  });

  for (const frame of frames()) {
    frame.addEventListener("load", () => {
      const theme = document.documentElement.dataset.theme;
      if (theme) frame.contentDocument.documentElement.dataset.theme = theme;
    });
  }
})();
