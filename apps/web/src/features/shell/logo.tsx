/** Two arrows that keep the same distance. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className="size-7">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M8 9.5l5.5 6.5L8 22.5M18.5 9.5L24 16l-5.5 6.5"
        className="fill-none stroke-on-accent"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
