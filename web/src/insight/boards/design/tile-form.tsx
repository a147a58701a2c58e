import { useId } from "react";
import { useLabel } from "@/app/language";
import { Button, Input, Labelled } from "@/ui";
import { PickMany, PickOne } from "@/ui/antd";
import type { MetricShown } from "../metrics";
import { periodKey } from "../said";
import { KINDS, metricsOf, type Kind, type Thresholds, type Tile } from "../shapes";
import { readPeriod } from "../use-picks";
import { useBoardWords } from "../words";
import { useDesignWords } from "../words/design";
import { fitted, SEVERAL } from "./kinds";

interface TileFormProps {
  tile: Tile;
  metrics: MetricShown[];
  faults: Record<string, string>;
  onChange: (tile: Tile) => void;
  onRemove: () => void;
}

/** What a tile measures and how it is drawn. */
export function TileForm({ tile, metrics, faults, onChange, onRemove }: TileFormProps) {
  const words = useDesignWords();
  const board = useBoardWords();
  const label = useLabel();
  const id = useId();
  const keys = metricsOf(tile);
  const chosen = keys.flatMap((key) => metrics.find((metric) => metric.key === key) ?? []);
  const several = SEVERAL.includes(tile.kind);
  const set = (part: Partial<Tile>) => onChange({ ...tile, ...part });
  const options = metrics.map((metric) => ({ value: metric.key, label: label(metric.label, metric.key) }));
  const shared = (chosen[0]?.dimensions ?? []).filter((dimension) =>
    chosen.every((metric) => metric.dimensions.some((each) => each.name === dimension.name)),
  );
  const pickKind = (kind: Kind) => onChange(fitted({ ...tile, kind }, metrics));
  return (
    <div className="bd-form">
      <Labelled id={`${id}zh`} label={words.nameZh} fault={faults.label}>
        <Input id={`${id}zh`} value={tile.label.zh} onText={(zh) => set({ label: { ...tile.label, zh } })} />
      </Labelled>
      <Labelled id={`${id}en`} label={words.nameEn}>
        <Input id={`${id}en`} value={tile.label.en} onText={(en) => set({ label: { ...tile.label, en } })} />
      </Labelled>
      <Labelled id={`${id}kind`} label={words.kind}>
        <PickOne
          id={`${id}kind`}
          value={tile.kind}
          options={KINDS.map((kind) => ({ value: kind, label: board.kinds[kind] }))}
          onChange={(kind) => pickKind((kind ?? tile.kind) as Kind)}
        />
      </Labelled>
      <Labelled id={`${id}metric`} label={several ? words.metrics : words.metric} fault={faults.metric}>
        {several ? (
          <PickMany
            id={`${id}metric`}
            value={keys}
            options={options}
            onChange={(next) =>
              next.length ? set({ metric: next.length === 1 ? (next[0] as string) : next }) : undefined
            }
          />
        ) : (
          <PickOne
            id={`${id}metric`}
            value={keys[0] ?? null}
            options={options}
            onChange={(key) => (key ? onChange(fitted({ ...tile, metric: key }, metrics)) : undefined)}
          />
        )}
      </Labelled>
      <Labelled
        id={`${id}group`}
        label={words.group}
        fault={faults.group ?? faults["group.0"] ?? faults["group.1"]}
      >
        <PickMany
          id={`${id}group`}
          value={tile.group ?? []}
          options={shared.map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
          onChange={(group) => set({ group })}
        />
      </Labelled>
      <Labelled id={`${id}period`} label={words.period} fault={faults.period}>
        <PickOne
          id={`${id}period`}
          value={periodKey(tile.period) || "none"}
          options={Object.entries(words.periods).map(([value, text]) => ({ value, label: text }))}
          onChange={(key) => set({ period: readPeriod(key) })}
        />
      </Labelled>
      <Labelled id={`${id}compare`} label={words.compare} fault={faults.compare}>
        <PickOne
          id={`${id}compare`}
          value={tile.compare ?? "none"}
          options={(["none", "before", "year", "target"] as const).map((value) => ({
            value,
            label: words.compares[value],
          }))}
          onChange={(how) => set({ compare: how === "none" ? null : (how as Tile["compare"]) })}
        />
      </Labelled>
      {tile.compare === "target" || tile.kind === "gauge" ? (
        <Figure
          id={`${id}target`}
          label={words.target}
          fault={faults.target}
          value={tile.target}
          onText={(target) => set({ target })}
        />
      ) : null}
      <div className="bd-two">
        <Figure
          id={`${id}good`}
          label={words.good}
          fault={faults["thresholds.good"]}
          value={tile.thresholds?.good}
          onText={(good) => set({ thresholds: lines({ ...tile.thresholds, good }) })}
        />
        <Figure
          id={`${id}bad`}
          label={words.bad}
          fault={faults["thresholds.bad"]}
          value={tile.thresholds?.bad}
          onText={(bad) => set({ thresholds: lines({ ...tile.thresholds, bad }) })}
        />
      </div>
      {tile.group?.length ? (
        <Figure
          id={`${id}limit`}
          label={words.limit}
          fault={faults.limit}
          value={tile.limit ? String(tile.limit) : null}
          onText={(limit) => set({ limit: limit ? Number.parseInt(limit, 10) || null : null })}
        />
      ) : null}
      <p className="row">
        <Button icon="trash" onClick={onRemove}>
          {words.remove}
        </Button>
      </p>
    </div>
  );
}

const lines = (said: Thresholds): Thresholds | null => (said.good || said.bad ? said : null);

interface FigureProps {
  id: string;
  label: string;
  fault: string | undefined;
  value: string | null | undefined;
  onText: (text: string | null) => void;
}

function Figure({ id, label, fault, value, onText }: FigureProps) {
  return (
    <Labelled id={id} label={label} fault={fault}>
      <Input
        id={id}
        inputMode="decimal"
        value={value ?? ""}
        invalid={Boolean(fault)}
        onText={(text) => onText(text.replace(/[^\d.-]/g, "") || null)}
      />
    </Labelled>
  );
}
