import type { CheckDocument, CheckedEnvironment } from '@lockstep/shared-types/check-document'
import type { DriftCheck, Remedy } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import type { Problem } from '@lockstep/shared-types/problem'
import { plain, wrap } from '../output.ts'
import type { Colour, Output } from '../output.ts'

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

/** Writes what was found as tables that can be read on a terminal and in a log; what went wrong goes to standard error. */
export function printDocument(document: CheckDocument, asked: string | null, output: Output): void {
  for (const [index, environment] of document.environments.entries()) {
    if (index > 0) output.out('\n')
    printEnvironment(environment, asked ?? '', output)
  }
  if (document.problem !== null) output.err(problemText(document.problem))
}

/** What, where, what to do: as the screens say it. */
function problemText({ title, detail, remedy }: Problem): string {
  const details = detail === null ? [] : detail.split('\n').map((line) => `  ${plain(line)}`)
  return [
    `lockstep check: ${plain(title)}`,
    ...details,
    ...(remedy === null ? [] : [`→ ${plain(remedy)}`]),
    '',
  ].join('\n')
}

function printEnvironment(environment: CheckedEnvironment, asked: string, output: Output): void {
  const { out, paint, width } = output
  const lineWidth = Math.min(width ?? widest, widest)
  const word = paint(environmentWord[environment.status], colours[environment.status])
  const half = environment.half === null ? '' : ` (${environment.half})`
  const name = `${environment.applicationName} / ${environment.name}`
  out(`${paint(plain(name), 'bold')}  ${word}${half}\n`)
  out(`${wrap(plain(environment.headline), lineWidth).join('\n')}\n`)
  if (environment.status === 'ok' && environment.underWay !== null)
    out(`${wrap(plain(environment.underWay), lineWidth).join('\n')}\n`)
  if (environment.remedy) out(`${remedyText(environment.remedy)}\n`)
  const columns = Math.max(40, lineWidth - idWidth - wordWidth)
  for (const check of environment.checks.filter(({ id }) => environment.asked.includes(id))) {
    const [first = '', ...others] = lines(check, columns)
    const status = paint(checkWord[check.status].padEnd(wordWidth), colours[check.status])
    out(`${check.id.padEnd(idWidth)}${status}${first}\n`)
    for (const line of others) out(`${' '.repeat(idWidth + wordWidth)}${line}\n`)
  }
  printNotLookedAt(environment, lineWidth, output)
  const seconds = (environment.durationMilliseconds / 1000).toFixed(1)
  const { observedAt, awsCalls } = environment
  out(paint(`Asked ${asked}. Checked at ${observedAt} in ${seconds} s with ${awsCalls} AWS calls.\n`, 'grey'))
}

function printNotLookedAt({ notLookedAt }: CheckedEnvironment, width: number, { out, paint }: Output): void {
  if (notLookedAt.length === 0) return
  out(`${paint('Not looked at', 'bold')}\n`)
  for (const { check, what, reason } of notLookedAt) {
    const [first = '', ...others] = wrap(plain(`${what}: ${reason}.`), Math.max(40, width - idWidth))
    out(`${(check ?? '').padEnd(idWidth)}${first}\n`)
    for (const line of others) out(`${' '.repeat(idWidth)}${line}\n`)
  }
  out(
    '→ Give --server URL of the running Lockstep, or DATABASE_URL; --checks all makes what is missing count.\n',
  )
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
