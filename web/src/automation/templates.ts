import type { Label } from "@/app/language";
import type { Rule } from "./shapes";

export interface Template extends Omit<Rule, "order" | "enabled" | "stop" | "imports" | "limit"> {
  note: Label;
  limit?: Rule["limit"];
}

/** Whole rules to begin with; each is a draft to look at before it is published. */
export const TEMPLATES: readonly Template[] = [
  {
    key: "stuck_alert",
    label: { zh: "停留提醒", en: "Stuck alert" },
    note: {
      zh: "商机停在一个阶段满 72 小时，给负责人开一条待办，抄送上级和售前，附最近三次沟通。",
      en: "A deal is at one stage for 72 hours: a work item for its owner, copied to the head and presales, with the last three communications.",
    },
    object: "deal",
    when: { on: "idle", since: "$stage", for: { hours: 72 }, in: "calendar" },
    if: null,
    then: [
      {
        action: "open_work_item",
        record: "$record",
        input: {
          kind: "alert",
          level: "yellow",
          title: { zh: "{name} 停留满 {$hours} 小时", en: "{name} has not moved for {$hours} hours" },
          cause: "{$last_activities}",
          who: [{ by: "owner" }],
          copy: [
            { by: "head", n: 1, of: "owner" },
            { by: "role", role: "presales", within: "team" },
          ],
          due: { hours: 24, in: "working" },
        },
      },
    ],
  },
  {
    key: "silent_customer",
    label: { zh: "静默客户", en: "Silent customer" },
    note: {
      zh: "A、B 类客户 30 天没有一次活动，提醒负责人去联系。",
      en: "A customer of grade A or B has had no activity for 30 days: its owner is told to get in touch.",
    },
    object: "customer",
    when: {
      on: "idle",
      since: "$last",
      for: { days: 30 },
      in: "calendar",
      last: { object: "activity", link: "customer", time: "occurred_at" },
    },
    if: { filter: ["grade", "in", ["A", "B"]] },
    then: [
      {
        action: "notify",
        record: "$record",
        input: {
          who: [{ by: "owner" }],
          title: { zh: "{name} 已经 30 天没有动静", en: "{name} has been silent for 30 days" },
          text: { zh: "约一次拜访，或说明为什么不跟了。", en: "Make an appointment, or say why not." },
          level: "info",
        },
      },
    ],
  },
  {
    key: "first_visit_pack",
    label: { zh: "首访发产品包", en: "First visit, product pack" },
    note: {
      zh: "第一次拜访一个客户，就把资料库里「首访」资料包备好链接，交给负责人发出去；每个客户只一次。",
      en: "The first visit to a customer: what the library has in the pack “首访” is sent by link, once a customer.",
    },
    object: "activity",
    once: "customer",
    when: { on: "record", events: ["created"], fields: null },
    if: { filter: ["type", "=", "visit"] },
    then: [{ action: "send_content", record: "$record", input: { pack: "首访", channel: "link" } }],
  },
  {
    key: "grade_by_purchase",
    label: { zh: "按年采购额评级", en: "Grade by annual purchase" },
    note: {
      zh: "年采购额变了就重评等级：50 万起 A，20 万起 B，5 万起 C，其余 D。",
      en: "When the annual purchase changes, the grade follows: A from 500,000, B from 200,000, C from 50,000, else D.",
    },
    object: "customer",
    when: { on: "record", events: ["created", "updated"], fields: ["annual_purchase"] },
    if: { filter: ["annual_purchase", "empty", false] },
    then: [
      {
        action: "set_fields",
        record: "$record",
        input: {
          object: "customer",
          fields: {
            grade: {
              "=": 'IF(annual_purchase >= 500000, "A", IF(annual_purchase >= 200000, "B", IF(annual_purchase >= 50000, "C", "D")))',
            },
          },
        },
      },
    ],
  },
  {
    key: "big_amount",
    label: { zh: "大额告知总监", en: "Big amount, tell the director" },
    note: {
      zh: "商机金额改到 50 万以上，马上告诉总监。",
      en: "A deal's amount goes above 500,000: the director is told at once.",
    },
    object: "deal",
    when: { on: "record", events: ["created", "updated"], fields: ["amount"] },
    if: { filter: ["amount", ">", "500000"] },
    then: [
      {
        action: "notify",
        record: "$record",
        input: {
          who: [{ by: "role", role: "director", within: "all" }],
          title: { zh: "{name} 金额 {amount}", en: "{name}: {amount}" },
          text: {
            zh: "客户 {customer.name}，负责人 {owner}。",
            en: "Customer {customer.name}, owner {owner}.",
          },
          level: "info",
        },
      },
    ],
  },
  {
    key: "daily_digest",
    label: { zh: "每日提要", en: "Daily digest" },
    note: {
      zh: "每个工作日 08:25，请每位经理看一眼今天的待办。",
      en: "Every working day at 08:25 each manager is asked to look at the day's work items.",
    },
    object: null,
    when: { on: "schedule", every: "day", at: "08:25", working_days: true, each: false },
    if: null,
    then: [
      {
        action: "notify",
        record: null,
        input: {
          who: [{ by: "role", role: "manager", within: "all" }],
          title: { zh: "{$today} 的待办", en: "Work items of {$today}" },
          text: { zh: "先看黄色以上的，再看到期的。", en: "Yellow and red first, then what is due." },
          level: "info",
        },
      },
    ],
  },
  {
    key: "weekly_metric",
    label: { zh: "每周指标预警", en: "Weekly metric warning" },
    note: {
      zh: "一个指标按周连续两期低于门槛，给总监开一条预警。先选指标、填门槛。",
      en: "A metric is below its line two weeks running: a warning for the director. Choose the metric and its line first.",
    },
    object: null,
    when: {
      on: "metric",
      metric: "",
      by: "week",
      group: null,
      test: "<",
      value: "85",
      running: 2,
      wait_hours: 0,
    },
    if: null,
    then: [
      {
        action: "open_work_item",
        record: null,
        input: {
          kind: "warning",
          level: "red",
          title: { zh: "{$rule}：{$value}", en: "{$rule}: {$value}" },
          cause: { zh: "连续两周低于门槛。", en: "Below the line two weeks running." },
          who: [{ by: "role", role: "director", within: "all" }],
          due: { hours: 24, in: "working" },
        },
      },
    ],
  },
  {
    key: "webhook_lead",
    label: { zh: "官网表单进线索", en: "Web form becomes a lead" },
    note: {
      zh: "官网或广告平台把表单发到一个地址，就建一条线索。",
      en: "A website or advertising platform posts its form to an address, and a lead is made.",
    },
    object: null,
    when: { on: "webhook" },
    if: null,
    then: [
      { action: "create_record", record: null, input: { object: "lead", fields: { name: "{$body.name}" } } },
    ],
    limit: { count: 500, per: "hour" },
  },
];

/** A template as a rule of its own, at the end of the list. */
export function ruleFrom({ note: _told, ...said }: Template, key: string, order: number): Rule {
  const then = said.then.map((step) => ({
    ...step,
    input: step.record && said.object ? { object: said.object, ...step.input } : step.input,
  }));
  return { ...said, then, key, order, enabled: true, stop: false, imports: true, limit: said.limit ?? null };
}

/** A key nobody has. */
export function freeKey(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let n = 2; ; n += 1) {
    if (!taken.includes(`${wanted}_${n}`)) return `${wanted}_${n}`;
  }
}
