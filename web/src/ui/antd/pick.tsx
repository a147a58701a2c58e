import { DatePicker, Select } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { instantOf, wallTime } from "@/app/format";

export interface Option {
  value: string;
  label: ReactNode;
  /** What typing searches; the label where it is plain text. */
  text?: string;
}

interface Common {
  id?: string;
  label?: string;
  describedBy?: string | undefined;
  invalid?: boolean | undefined;
  autoFocus?: boolean | undefined;
  placeholder?: string;
  disabled?: boolean;
}

interface PickOneProps extends Common {
  value: string | null;
  options: Option[];
  onChange: (value: string | null) => void;
  clearable?: boolean;
  /** Given: the server searches, and `options` is its answer. */
  onSearch?: (text: string) => void;
  loading?: boolean;
  none?: ReactNode;
  width?: number | string;
}

function common({ id, label, describedBy, invalid, autoFocus, placeholder, disabled }: Common) {
  return {
    ...(id ? { id } : {}),
    ...(label ? { "aria-label": label } : {}),
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(invalid ? { status: "error" as const, "aria-invalid": true } : {}),
    ...(placeholder ? { placeholder } : {}),
    autoFocus: autoFocus ?? false,
    disabled: disabled ?? false,
  };
}

const textOf = (option: Option): string =>
  option.text ?? (typeof option.label === "string" ? option.label : "");

const contains = (typed: string, option: Option | undefined): boolean =>
  option ? textOf(option).toLowerCase().includes(typed.toLowerCase()) : false;

export function PickOne(props: PickOneProps) {
  const {
    value,
    options,
    onChange,
    clearable = false,
    onSearch,
    loading = false,
    none = null,
    width = "100%",
  } = props;
  const search = onSearch
    ? { filterOption: false as const, onSearch }
    : { filterOption: (typed: string, option?: Option) => contains(typed, option) };
  return (
    <Select<string | null, Option>
      {...common(props)}
      value={value}
      options={options}
      onChange={(next) => onChange(next ?? null)}
      allowClear={clearable}
      showSearch={search}
      loading={loading}
      notFoundContent={none}
      popupMatchSelectWidth={false}
      style={{ width }}
    />
  );
}

interface PickManyProps extends Common {
  value: string[];
  options: Option[];
  onChange: (value: string[]) => void;
  onSearch?: (text: string) => void;
  none?: ReactNode;
}

export function PickMany(props: PickManyProps) {
  const { value, options, onChange, onSearch, none = null } = props;
  const search = onSearch
    ? { filterOption: false as const, onSearch }
    : { filterOption: (typed: string, option?: Option) => contains(typed, option) };
  return (
    <Select<string[], Option>
      {...common(props)}
      mode="multiple"
      value={value}
      options={options}
      onChange={onChange}
      showSearch={search}
      notFoundContent={none}
      popupMatchSelectWidth={false}
      style={{ width: "100%" }}
    />
  );
}

interface PickWhenProps extends Common {
  value: string | null;
  onChange: (value: string | null) => void;
}

/** A company date, `YYYY-MM-DD`. */
export function PickDay(props: PickWhenProps) {
  const { value, onChange } = props;
  return (
    <DatePicker
      {...common(props)}
      value={value ? dayjs(value) : null}
      onChange={(next) => onChange(next ? next.format("YYYY-MM-DD") : null)}
      style={{ width: "100%" }}
    />
  );
}

/** An instant, shown and typed on the company's clock. */
export function PickTime(props: PickWhenProps) {
  const { value, onChange } = props;
  return (
    <DatePicker
      {...common(props)}
      showTime={{ format: "HH:mm" }}
      format="YYYY-MM-DD HH:mm"
      value={value ? dayjs(wallTime(value)) : null}
      onChange={(next) => onChange(next ? instantOf(next.format("YYYY-MM-DDTHH:mm")) : null)}
      style={{ width: "100%" }}
    />
  );
}
