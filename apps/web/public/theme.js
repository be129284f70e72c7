// The remembered theme, before the first paint; `lib/theme.ts` writes it. Without one the system decides.
try {
  const theme = localStorage.getItem('lockstep.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is denied: the system decides.
}
