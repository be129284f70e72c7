import { Suspense } from 'react'
import { Outlet, ScrollRestoration } from 'react-router'
import { AppHeader } from './app-header.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { NavigationProgress } from './navigation-progress.tsx'
import { TabBar } from './tab-bar.tsx'

/** What is around every page. */
export function AppShell() {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-lg focus:border focus:border-line-strong focus:bg-raised focus:px-3 focus:py-2 focus:font-medium"
      >
        Skip to content
      </a>
      <NavigationProgress />
      <AppHeader />
      <ConnectionBanner />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[90rem] flex-1 px-4 pt-5 pb-24 outline-none sm:px-6 md:pb-12"
      >
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
      <TabBar />
      <ScrollRestoration getKey={({ pathname }) => environmentPage.exec(pathname)?.[0] ?? pathname} />
    </div>
  )
}

/** Dialog routes lie over the environment's page, which must not jump to its top. */
const environmentPage = /^\/applications\/[^/]+\/environments\/[^/]+/
