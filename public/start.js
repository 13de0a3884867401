// Says so when the client of a room's page cannot start, instead of leaving the page at *Connecting*. The client marks the
// document as `ready` once it runs, and so wins over everything here; the stylesheet shows the box of the document that is
// marked as `failed`, and after a while of one that is not marked at all.
const page = document.documentElement;
const box = document.getElementById("client-missing");

const fail = () => {
  if (page.dataset.client !== "ready") page.dataset.client = "failed";
};

// For a page that has come without its stylesheet.
new MutationObserver(() => {
  box.hidden = page.dataset.client === "ready";
}).observe(page, { attributeFilter: ["data-client"] });

addEventListener("client-failed", fail);
addEventListener("unhandledrejection", fail);
// A script that could not be loaded, and a fault in the module; but not one of a script that the browser brought along.
addEventListener(
  "error",
  (event) => {
    const isFault = window.WebAssembly && event.error instanceof WebAssembly.RuntimeError;
    if (event.target.id === "client" || isFault) fail();
  },
  true,
);
if (!window.WebAssembly || !("noModule" in HTMLScriptElement.prototype)) fail();
