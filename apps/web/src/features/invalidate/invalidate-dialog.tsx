export function InvalidateDialog() {
  return null
}
