import type { ReleaseLogEntry } from '@lockstep/shared-types/release'

const maxLength = 500

/** A line of an application's log as the release's log shows it: what no terminal shows is left out, the rest cut at 500 characters. */
export function shownLine(message: string): string {
  const text = message
    // oxlint-disable-next-line no-control-regex -- colours and control characters are what is looked for
    .replaceAll(/\u001B\[[0-9;]*[A-Za-z]|[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
    .trim()
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text
}

/** How loud the line is, by the words that loggers use; a line that says nothing of it is an `info`. */
export function lineLevel(message: string): ReleaseLogEntry['level'] {
  if (/"level":\s*"?(error|fatal|critical|[56]0)\b|\b(ERROR|FATAL|CRITICAL|PANIC|Traceback)\b/.test(message))
    return 'error'
  return /"level":\s*"?(warn|warning|40)\b|\bWARN(ING)?\b/.test(message) ? 'warning' : 'info'
}
