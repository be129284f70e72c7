import type { TaskApp } from './task-app.ts'

/** Which app listens on which address inside the VPC. Tasks attach, load balancers look up. */
export type Network = {
  attach(ip: string, port: number, app: TaskApp): void
  detach(ip: string, port: number): void
  at(ip: string, port: number): TaskApp | null
}

export const createNetwork = (): Network => {
  const apps = new Map<string, TaskApp>()
  const key = (ip: string, port: number): string => `${ip}:${port}`
  return {
    attach: (ip, port, app) => void apps.set(key(ip, port), app),
    detach: (ip, port) => void apps.delete(key(ip, port)),
    at: (ip, port) => apps.get(key(ip, port)) ?? null,
  }
}
