import { lazy, Suspense } from "react";
import { useSearchParams } from "react-router";
import { useLanguage, useWords } from "@/app/language";
import { choiceLabel, glance } from "@/app/values";
import { LinkButton } from "@/ui/button";
import { Grade } from "@/ui/chip";
import { Empty, Failed } from "@/ui/states";
import { useCustomers, useObject, useWho } from "../data";
import { More } from "../parts/more";
import { Search } from "../parts/search";
import { useSettled } from "../parts/settled";
import { Line, Sheet } from "../parts/sheet";
import { Whose } from "../parts/whose";
import { Waiting } from "../parts/waiting";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";

const Ways = lazy(async () => ({ default: (await import("./ways")).Ways }));

export function Customers() {
  const words = usePocketWords();
  const [asked, ask] = useSearchParams();
  const me = useWho();
  const { data: shape } = useObject("customer");
  const text = asked.get("q") ?? "";
  const mine = asked.get("of") !== "all";
  const set = (q: string, of: boolean) =>
    ask({ ...(q ? { q } : {}), ...(of ? {} : { of: "all" }) }, { replace: true });
  return (
    <Page title={words.tabs.customers}>
      <Sheet>
        <Search value={text} onText={(next) => set(next, mine)} label={words.customers.search} />
        <Whose mine={mine} onPick={(next) => set(text, next)} />
        {shape?.can.create && !me.view_as ? (
          <p className="edit-door">
            <LinkButton wide icon="plus" to="/customers/new">
              {words.customers.create}
            </LinkButton>
          </p>
        ) : null}
        <Suspense fallback={null}>
          <Ways />
        </Suspense>
      </Sheet>
      <Found text={useSettled(text.trim())} mine={mine} />
    </Page>
  );
}

function Found({ text, mine }: { text: string; mine: boolean }) {
  const words = usePocketWords();
  const shared = useWords();
  const language = useLanguage();
  const { currency } = useWho();
  const fields = useObject("customer").data?.fields;
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useCustomers(
    text,
    mine,
  );
  if (error && !data) return <Failed cause={error} onRetry={() => void refetch()} />;
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const industry = fields?.find((field) => field.name === "industry");
  return (
    <Sheet>
      {isPending ? <Waiting lines={6} /> : null}
      {!isPending && rows.length === 0 ? (
        <Empty title={text ? words.customers.noneFound(text) : words.customers.none}>
          {text ? words.customers.noneFoundText : words.customers.noneText}
        </Empty>
      ) : null}
      <ul className="rows flush" aria-label={words.tabs.customers}>
        {rows.map((row) => {
          const amount = row["annual_purchase"];
          const bought = amount == null ? null : glance(amount, currency, language);
          return (
            <li key={row.id}>
              <Line
                to={`/customers/${row.id}`}
                title={String(row["name"])}
                end={<Grade of={typeof row["grade"] === "string" ? row["grade"] : null} />}
                detail={choiceLabel(industry, row["industry"], language) || shared.blank}
                detailEnd={
                  bought ? (
                    <>
                      {bought.n}
                      <span className="u">{bought.unit}</span>
                    </>
                  ) : null
                }
              />
            </li>
          );
        })}
      </ul>
      <More has={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Sheet>
  );
}
