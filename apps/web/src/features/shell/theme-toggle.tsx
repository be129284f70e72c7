import { Moon, Sun } from 'lucide-react'
import { chooseTheme, useTheme } from '../../lib/theme.ts'
import { Button } from '../../ui/button.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'

export function ThemeToggle() {
  const next = useTheme() === 'dark' ? 'light' : 'dark'
  const label = `Use the ${next} theme`
  return (
    <Tooltip content={label}>
      <Button
        variant="ghost"
        aria-label={label}
        icon={next === 'light' ? <Sun size={17} aria-hidden /> : <Moon size={17} aria-hidden />}
        onClick={() => chooseTheme(next)}
      />
    </Tooltip>
  )
}
