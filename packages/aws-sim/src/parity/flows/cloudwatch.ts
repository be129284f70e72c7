import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch'
import { step, type Flow, type Run } from '../flow.ts'

const minute = 60_000
const now = (): number => Math.floor(Date.now() / minute) * minute

const missing = (Id: string, change: Partial<MetricDataQuery> = {}): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace: 'Lockstep/Parity', MetricName: 'None' }, Period: 60, Stat: 'Sum' },
  ...change,
})
const ask = ({ clients }: Run, MetricDataQueries: MetricDataQuery[], minutes = 5) =>
  clients.cloudwatch.send(
    new GetMetricDataCommand({
      MetricDataQueries,
      StartTime: new Date(now() - minutes * minute),
      EndTime: new Date(now()),
    }),
  )

/** Put metrics cannot be removed, and appear after minutes, so only ones that were never put are read. */
export const cloudwatchFlow: Flow = {
  service: 'cloudwatch',
  makes: 'one datapoint of the metric Lockstep/Parity Asked (it fades after 15 months; a fraction of a cent)',
  steps: [
    step('to put a datapoint', ({ clients }) =>
      clients.cloudwatch.send(
        new PutMetricDataCommand({
          Namespace: 'Lockstep/Parity',
          MetricData: [{ MetricName: 'Asked', Value: 1, Unit: 'Count' }],
        }),
      ),
    ),
    step("to put into AWS's own namespace", ({ clients }) =>
      clients.cloudwatch.send(
        new PutMetricDataCommand({ Namespace: 'AWS/ECS', MetricData: [{ MetricName: 'Asked', Value: 1 }] }),
      ),
    ),
    step('to put a value that is no number', ({ clients }) =>
      clients.cloudwatch.send(
        new PutMetricDataCommand({
          Namespace: 'Lockstep/Parity',
          MetricData: [{ MetricName: 'Asked', Value: Number.NaN }],
        }),
      ),
    ),
    step('a metric that was never put', (run) => ask(run, [missing('m1')])),
    step('an expression over it', (run) =>
      ask(run, [missing('m1', { ReturnData: false }), { Id: 'e1', Expression: 'm1 * 2', Label: 'twice' }]),
    ),
    step('the same filled with zeros', (run) =>
      ask(run, [missing('m1', { ReturnData: false }), { Id: 'e1', Expression: 'FILL(m1, 0)' }]),
    ),
    step('no query', (run) => ask(run, [])),
    step('two queries of one id', (run) => ask(run, [missing('m1'), missing('m1')])),
    step('an id that begins with a capital', (run) => ask(run, [missing('M1')])),
    step('an expression over what is not asked', (run) => ask(run, [{ Id: 'e1', Expression: 'm9 * 2' }])),
    step('an end before the beginning', (run) => ask(run, [missing('m1')], -5)),
    step('a period of 61 seconds', (run) =>
      ask(run, [
        missing('m1', {
          MetricStat: {
            Metric: { Namespace: 'Lockstep/Parity', MetricName: 'None' },
            Period: 61,
            Stat: 'Sum',
          },
        }),
      ]),
    ),
    step('a statistic that is none', (run) =>
      ask(run, [
        missing('m1', {
          MetricStat: {
            Metric: { Namespace: 'Lockstep/Parity', MetricName: 'None' },
            Period: 60,
            Stat: 'Best',
          },
        }),
      ]),
    ),
    step('statistics of a metric that was never put', ({ clients }) =>
      clients.cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: 'Lockstep/Parity',
          MetricName: 'None',
          StartTime: new Date(now() - 5 * minute),
          EndTime: new Date(now()),
          Period: 60,
          Statistics: ['Sum'],
        }),
      ),
    ),
    step('metrics of a namespace that is not there', ({ clients, prefix }) =>
      clients.cloudwatch.send(new ListMetricsCommand({ Namespace: prefix })),
    ),
    step('an alarm that is not there', ({ clients, prefix }) =>
      clients.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [prefix] })),
    ),
  ],
}
