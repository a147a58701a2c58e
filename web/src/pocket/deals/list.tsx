import { useState } from "react";
import { useSearchParams } from "react-router";
import { date } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import type { ProcessNode } from "@/app/shapes";
import { amountOf, glance, labelOf } from "@/app/values";
import { Icon } from "@/ui/icon";
import { Empty, Failed, Loading } from "@/ui/states";
import { useDealProcess, useDealsIn, useStageSums, useWho, type StageSum } from "../data";
import { More } from "../parts/more";
import { Line, Sheet } from "../parts/sheet";
import { Whose } from "../parts/whose";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import "@/ui/figures.css";
import "./list.css";

/** My deals by stage; the stages on the way are open, the ended ones folded. */
export function Deals() {
  const words = usePocketWords();
  const process = useDealProcess();
  const [asked, ask] = useSearchParams();
  const mine = asked.get("of") !== "all";
  const sums = useStageSums(mine);
  const total = sums.data?.reduce((sum, each) => sum + each.n, 0);
  return (
    <Page title={words.tabs.deals} note={total ? words.count(total) : null}>
      <Sheet>
        <Whose mine={mine} onPick={(next) => ask(next ? {} : { of: "all" }, { replace: true })} />
      </Sheet>
      {sums.error ? <Failed cause={sums.error} onRetry={() => void sums.refetch()} /> : null}
      {process && sums.data ? null : sums.error ? null : <Loading lines={8} />}
      {total === 0 ? <Empty title={words.deals.none}>{words.deals.noneText}</Empty> : null}
      {process && sums.data
        ? process.nodes.map((node) => {
            const sum = sums.data?.find((each) => each.stage === node.key);
            return sum ? <Stage key={`${node.key} ${mine}`} node={node} sum={sum} mine={mine} /> : null;
          })
        : null}
    </Page>
  );
}

function Stage({ node, sum, mine }: { node: ProcessNode; sum: StageSum; mine: boolean }) {
  const words = usePocketWords();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWho();
  const [open, setOpen] = useState(node.end === null);
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useDealsIn(
    node.key,
    mine,
    open,
  );
  const whole = glance(sum.amount, currency, language);
  return (
    <section className="sheet stage-s">
      <h2>
        <button type="button" className="stage-h" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="chevron" />
          <span className="grow">
            {label(node.label, node.key)} <span className="mut">{words.count(sum.n)}</span>
          </span>
          <span className="n">
            {whole.n}
            <span className="u">{whole.unit}</span>
          </span>
        </button>
      </h2>
      {open && error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {open && isPending ? <Loading /> : null}
      {open ? (
        <ul className="rows">
          {data?.pages
            .flatMap((page) => page.items)
            .map((deal) => {
              const amount = glance(amountOf(deal["amount"]), currency, language);
              const expected = deal["expected_on"];
              return (
                <li key={deal.id}>
                  <Line
                    to={`/deals/${deal.id}`}
                    title={String(deal["name"])}
                    end={
                      deal["amount"] == null ? null : (
                        <>
                          {amount.n}
                          <span className="u">{amount.unit}</span>
                        </>
                      )
                    }
                    detail={labelOf(deal["customer"])}
                    detailEnd={
                      node.end === null && typeof expected === "string"
                        ? words.deals.expected(date(expected, language))
                        : null
                    }
                  />
                </li>
              );
            })}
        </ul>
      ) : null}
      {open ? <More has={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} /> : null}
    </section>
  );
}
