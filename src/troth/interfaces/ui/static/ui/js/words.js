// Words of the reader's language, which the page brings along. A script that speaks asks here.

const words = document.querySelector('meta[name="words"]')?.dataset ?? {};

/** Return the page's words of this name, their {gaps} filled. */
export function say(name, gaps = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (gap, key) => gaps[key] ?? gap);
}
