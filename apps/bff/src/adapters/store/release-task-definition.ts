import type { Store } from './store.ts'

/** ARN of the task definition that a release asked ECS to run; null before it has, and where there is no such release. */
export function createReadTaskDefinition({ db }: Store): (releaseId: string) => Promise<string | null> {
  return async (releaseId) => {
    const row = await db
      .selectFrom('release')
      .select('task_definition')
      .where('id', '=', releaseId)
      .executeTakeFirst()
    return row?.task_definition ?? null
  }
}
