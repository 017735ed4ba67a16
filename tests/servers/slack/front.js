// Draws again what has changed: the places unless somebody is typing there, the modal only when the app changed it.
const busy = (part) => [...part.querySelectorAll("textarea, input[type=text]")].some((box) => box.value !== box.defaultValue);

const look = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/plain" } });
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["rest", "modal"]) {
    const before = document.getElementById(id), after = now.getElementById(id);
    if (!before || !after || before.dataset.stamp === after.dataset.stamp) continue;
    if (id === "rest" && busy(before)) continue;
    before.replaceWith(after);
  }
  const state = document.getElementById("state");
  if (state) state.replaceWith(now.getElementById("state"));
};

setInterval(() => look().catch(() => {}), 1000);
