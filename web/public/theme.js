// Runs before the first paint, so that a chosen theme or text size does not flash. See src/lib/prefs.
try {
  const chosen = JSON.parse(localStorage.getItem('tertulia.prefs') || '{}');
  for (const name of ['theme', 'textSize', 'motion']) {
    if (typeof chosen[name] === 'string') document.documentElement.dataset[name] = chosen[name];
  }
} catch {
  // Blocked or damaged storage: the app starts with the defaults and says nothing worse than light or dark.
}
