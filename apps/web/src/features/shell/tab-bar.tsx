import { Link, useLocation } from 'react-router'
import { classNames } from '../../lib/class-names.ts'
import { isCurrent, navigation } from './navigation.ts'

/** The navigation of a phone, within reach of a thumb. */
export function TabBar() {
  const { pathname } = useLocation()
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-3 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {navigation.map(({ to, label, icon: Icon }) => {
        const current = isCurrent(to, pathname)
        return (
          <Link
            key={to}
            to={to}
            aria-current={current ? 'page' : undefined}
            className={classNames(
              'flex h-14 flex-col items-center justify-center gap-0.5 text-2xs font-medium focus-visible:-outline-offset-4',
              current ? 'text-accent' : 'text-muted',
            )}
          >
            <Icon size={19} aria-hidden />
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
