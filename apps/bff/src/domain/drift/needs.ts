import { need } from './rule.ts'
import type { Need } from './rule.ts'
import type { EntryBundle, Observation, ServedHtml, SiteObservation } from './observation.ts'
import { count, shortDigest, shortTaskDefinition } from './words.ts'

/** The readings that drift checks rest on, each with its name and what it held. */
export const needService = (o: Observation): Need =>
  need(
    'the ECS service',
    o.service,
    (s) =>
      `${s.taskDefinitionArn === null ? 'no task definition of its own' : shortTaskDefinition(s.taskDefinitionArn)}, ${s.running} of ${s.desired} tasks running`,
  )

export const needTaskDefinition = (o: Observation): Need =>
  need(
    'the task definition',
    o.taskDefinition,
    (t) =>
      `${t.family}:${t.revision} with ${t.image === null ? `the containers ${t.containers.map(({ name }) => name).join(', ')}` : `image ${t.image}`}`,
  )

export const needTasks = (o: Observation): Need =>
  need('the list of tasks', o.tasks, (tasks) => {
    const digests = new Set(tasks.map((task) => task.imageDigest && shortDigest(task.imageDigest)))
    return `${count(tasks.length, 'task')}, images ${[...digests].map((d) => d ?? 'not resolved').join(', ') || 'none'}`
  })

export const needTargets = (o: Observation): Need =>
  need('the health of the targets', o.targets, (targets) => {
    const states = Map.groupBy(targets, (target) => target.state)
    return [...states].map(([state, of]) => `${of.length} ${state}`).join(', ') || 'no targets'
  })

export const needTag = (o: Observation): Need =>
  need(
    'the image of the task definition in the registry',
    o.tag,
    (image) => `${shortDigest(image.digest)} tagged ${image.tags.join(', ') || 'with nothing'}`,
  )

export const needRunningImage = (o: Observation): Need =>
  need(
    'the running image in the registry',
    o.runningImage,
    (image) => `${shortDigest(image.digest)} tagged ${image.tags.join(', ') || 'with nothing'}`,
  )

/** Most services have none, and nothing is then said of them. */
export const needSidecars = ({ sidecars }: Observation): readonly Need[] =>
  sidecars === undefined || (sidecars.state === 'read' && sidecars.value.length === 0)
    ? []
    : [
        need('the images of the other containers', sidecars, (all) =>
          all.map(({ container, kept }) => `${container}: ${presenceWords[kept]}`).join(', '),
        ),
      ]

const presenceWords = { there: 'there', gone: 'gone', 'not-known': 'could not be asked for' } as const

export const needDistribution = (o: Observation): Need =>
  need(
    'the CloudFront distribution',
    o.distribution,
    (d) => `${d.enabled ? 'enabled' : 'disabled'}, ${d.status.toLowerCase()}`,
  )

/** How long the edge keeps things; without a distribution there is nothing that it keeps. */
export const needCaching = ({ distribution }: Observation): Need => {
  const name = 'how long the distribution keeps the page'
  return distribution.state === 'read'
    ? need(
        name,
        distribution.value.caching,
        ({ page }) =>
          `at least ${page.minimum} s, at most ${page.maximum} s, ${page.standard} s for what does not say it`,
      )
    : need(name, distribution, () => '')
}

const describeHtml = (html: ServedHtml): string =>
  [
    html.buildVersion === null ? 'no data-build-version' : `data-build-version ${html.buildVersion}`,
    `Cache-Control ${html.cacheControl ?? 'missing'}`,
    ...(html.ageSeconds === null ? [] : [`held for ${html.ageSeconds} s`]),
  ].join(', ')

const describeEntry = (entry: EntryBundle): string =>
  [
    entry.scripts === 1 ? entry.path : `${entry.path} and ${entry.scripts - 1} more scripts`,
    ...Object.entries(entry.settings).map(([name, value]) => `${name}=${value}`),
    ...entry.forbidden.map((value) => `forbidden: ${value}`),
    ...entry.unread.map((what) => `not looked into: ${what}`),
  ].join(', ')

const places = { edge: 'that the edge serves', bucket: 'in the bucket' } as const

/** One of the two places at which the frontend is read. */
export type Place = keyof typeof places

export const siteAt = (o: Observation, place: Place): SiteObservation => o[place]

export const needHtml = (o: Observation, place: Place): Need =>
  need(`the page ${places[place]}`, o[place].html, describeHtml)

export const needVersionFile = (o: Observation, place: Place): Need =>
  need(
    `the version.txt ${places[place]}`,
    o[place].versionFile,
    (file) =>
      `version ${file.version}, image ${file.backendImage ?? 'not named'}, deployed ${file.deployedAt ?? 'at no stated time'}`,
  )

export const needEntry = (o: Observation, place: Place): Need =>
  need(`the entry script ${places[place]}`, o[place].entry, describeEntry)
