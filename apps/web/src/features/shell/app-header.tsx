import { Link, useLocation } from 'react-router'
import { classNames } from '../../lib/class-names.ts'
import { fleetPath } from '../../paths.ts'
import { ActorBadge } from './actor-badge.tsx'
import { ConnectionIndicator } from './connection-indicator.tsx'
import { Logo } from './logo.tsx'
import { isCurrent, navigation } from './navigation.ts'
import { QuickJump } from './quick-jump.tsx'
import { ThemeToggle } from './theme-toggle.tsx'

export function AppHeader() {
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-surface">
      <div className="mx-auto flex h-13 w-full max-w-[90rem] items-center gap-1 px-4 sm:px-6">
        <Link to={fleetPath} className="-ml-1 flex items-center gap-2 rounded-md px-1 py-1">
          <Logo />
          <span className="text-lg font-semibold tracking-tight">Lockstep</span>
        </Link>
        <MainNavigation />
        <div className="ml-auto flex items-center gap-1 sm:gap-1.5">
          <QuickJump />
          <ConnectionIndicator />
          <ThemeToggle />
          <ActorBadge />
        </div>
      </div>
    </header>
  )
}

function MainNavigation() {
  const { pathname } = useLocation()
  return (
    <nav aria-label="Main" className="ml-6 hidden h-full gap-1 md:flex">
      {navigation.map(({ to, label }) => {
        const current = isCurrent(to, pathname)
        return (
          <Link
            key={to}
            to={to}
            aria-current={current ? 'page' : undefined}
            className={classNames(
              'relative flex h-full items-center px-2.5 text-base font-medium focus-visible:-outline-offset-4',
              current
                ? 'text-fg after:absolute after:inset-x-2.5 after:-bottom-px after:h-0.5 after:rounded-full after:bg-accent'
                : 'text-muted hover:text-fg',
            )}
          >
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
