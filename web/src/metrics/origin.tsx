import { date, number } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import { listAddress } from "@/records/ask";
import { Door, Panel, Sum } from "@/ui";
import type { Figure, Metric } from "./queries";
import { figureOf, inFull } from "./shown";
import { useMetricWords } from "./words";

interface OriginProps {
  metric: Metric;
  figure: Figure;
  onClose: () => void;
}

/** 来历: the figure, its arithmetic with a door for each term, and its definition with the version. */
export function Origin({ metric, figure, onClose }: OriginProps) {
  const words = useMetricWords();
  const label = useLabel();
  const language = useLanguage();
  const said = figureOf(figure.value, metric.unit, words.units);
  const { period } = figure;
  const doors = metric.terms.map((term) => {
    const door = figure.records[term.name];
    const count = number(door?.count ?? 0);
    return {
      key: term.name,
      name: (
        <>
          {label(term.label, term.name)}{" "}
          {door ? (
            <Door
              says={words.open(label(term.label, term.name), count)}
              to={listAddress(door.object, door.filter)}
            >
              {words.records(count)}
            </Door>
          ) : null}
        </>
      ),
      value: inFull(figure.terms[term.name] ?? null, language),
    };
  });
  return (
    <Panel title={words.origin(label(metric.label, metric.key))} onClose={onClose}>
      <p className="fig">
        {said ? said.n : "—"}
        {said?.unit ? <span className="u">{said.unit}</span> : null}
      </p>
      {said ? null : <p className="sm mut">{words.blankText}</p>}
      <h3>{words.arithmetic}</h3>
      <Sum
        lines={doors}
        total={{ name: words.result, value: inFullOf(metric, figure, language, words.units) }}
      />
      <p className="sm mut mt-sum" data-arithmetic>
        {figure.arithmetic}
      </p>
      <h3>{words.definition}</h3>
      <p className="sm">{label(metric.description)}</p>
      <dl className="mt-def sm">
        <dt>{words.formula}</dt>
        <dd className="mono">{metric.formula}</dd>
        <dt>{words.period}</dt>
        <dd>{period?.from && period.to ? `${date(period.from)} – ${date(period.to)}` : words.now}</dd>
      </dl>
      <p className="sm dim">
        {words.version(number(metric.version))} · {metric.shipped ? words.shipped : words.own} ·{" "}
        {words[metric.direction]}
      </p>
      <p className="sm dim">{words.seen}</p>
    </Panel>
  );
}

function inFullOf(
  metric: Metric,
  figure: Figure,
  language: "zh" | "en",
  units: Record<Metric["unit"], string>,
): string {
  const unit = units[metric.unit];
  const text = inFull(figure.value, language);
  return figure.value === null || !unit ? text : `${text} ${unit}`;
}
