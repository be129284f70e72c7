/** What a colour says; every use also says it in words or by an icon. */
export const tones = ['ok', 'warn', 'bad', 'info', 'idle'] as const
export type Tone = (typeof tones)[number]

export const softTone = {
  ok: 'bg-ok-soft text-ok border-ok-line',
  warn: 'bg-warn-soft text-warn border-warn-line',
  bad: 'bg-bad-soft text-bad border-bad-line',
  info: 'bg-info-soft text-info border-info-line',
  idle: 'bg-idle-soft text-idle border-idle-line',
} as const satisfies Record<Tone, string>

export const textTone = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
  idle: 'text-idle',
} as const satisfies Record<Tone, string>

export const fillTone = {
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
  info: 'bg-info',
  idle: 'bg-idle',
} as const satisfies Record<Tone, string>
