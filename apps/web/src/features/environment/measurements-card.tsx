export function MeasurementsCard(_props: { environmentRef: unknown }) {
  return null
}
