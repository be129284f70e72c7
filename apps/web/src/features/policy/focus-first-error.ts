/** After the page has drawn the errors, the first field with one has the focus, and its error is read out. */
export const focusFirstError = (box: HTMLElement | null): void => {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => box?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()),
  )
}
