import type { DriftCheck, DriftReport, Remedy } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import { plain, wrap } from './output.ts'
import type { Colour, Output } from './output.ts'

/** The words of the screen. */
const environmentWord: Readonly<Record<DriftStatus, string>> = {
  ok: 'In step',
  warn: 'Warning',
  fail: 'Out of step',
  unknown: 'Not known',
}
const checkWord: Readonly<Record<DriftStatus, string>> = {
  ok: 'OK',
  warn: 'Warning',
  fail: 'Drift',
  unknown: 'Not known',
}
const colours: Readonly<Record<DriftStatus, Colour>> = {
  ok: 'green',
  warn: 'yellow',
  fail: 'red',
  unknown: 'grey',
}

/** What a result rests on, where it was not simply read. */
const basisWord: Readonly<Record<DriftCheck['basis'], string>> = {
  read: '',
  'build-record': ' [build record]',
  'module-graph': ' [from the scripts]',
  text: ' [from a value in the scripts]',
}

const idWidth = 18
const wordWidth = 11
const widest = 120

/** Writes a report as a table that can be read on a terminal and in a log. */
export function printReport(report: DriftReport, name: string, { out, paint, width }: Output): void {
  const word = paint(environmentWord[report.status], colours[report.status])
  const half = report.half === null ? '' : ` (${report.half})`
  out(`${paint(plain(name), 'bold')}  ${word}${half}\n`)
  out(`${wrap(plain(report.headline), Math.min(width ?? widest, widest)).join('\n')}\n`)
  if (report.remedy) out(`${remedyText(report.remedy)}\n`)
  const columns = Math.max(40, Math.min(width ?? widest, widest) - idWidth - wordWidth)
  for (const check of report.checks) {
    const [first = '', ...others] = lines(check, columns)
    const status = paint(checkWord[check.status].padEnd(wordWidth), colours[check.status])
    out(`${check.id.padEnd(idWidth)}${status}${first}\n`)
    for (const line of others) out(`${' '.repeat(idWidth + wordWidth)}${line}\n`)
  }
  const seconds = (report.durationMilliseconds / 1000).toFixed(1)
  out(paint(`Checked at ${report.observedAt} in ${seconds} s with ${report.awsCalls} AWS calls.\n`, 'grey'))
}

/** The values themselves are shown where something is wrong; an OK needs its sentence only. */
function lines(check: DriftCheck, columns: number): string[] {
  const { status, sentence, expected, observed, remedy } = check
  const text = wrap(`${plain(sentence)}${basisWord[check.basis]}`, columns)
  if (status === 'ok') return text
  if (expected !== null) text.push(...wrap(`expected: ${plain(expected)}`, columns))
  if (observed !== null) text.push(...wrap(`observed: ${plain(observed)}`, columns))
  if (remedy) text.push(...wrap(remedyText(remedy), columns))
  return text
}

function remedyText(remedy: Remedy): string {
  return remedy.kind === 'instructions'
    ? `→ ${plain(remedy.label)}: ${plain(remedy.text)}`
    : `→ ${plain(remedy.label)}`
}
