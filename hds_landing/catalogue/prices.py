"""Prices of what costs money while nothing runs. Without a public source, unknown; the hospital's own file wins.

A price file of the hospital:

    source: framework contract 2026-17, annex 3
    checkedOn: 2026-11-02
    prices:
      - {cloud: azure, item: firewall-premium, region: francecentral, monthlyEur: 1290.0}
      - {cloud: azure, item: key-vault-hsm-key, region: "*", monthlyUsd: 5, source: quote 88, checkedOn: 2026-10-30}

A price keeps the currency it was published in, euros or US dollars; nothing is converted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from hds_landing.catalogue.facts import read_rows
from hds_landing.errors import InputError

ANY_REGION = "*"

HOURS_PER_MONTH = 730
"""Hours of an average month."""

_TIMES_A_MONTH = {"hour": HOURS_PER_MONTH, "day": HOURS_PER_MONTH / 24, "month": 1}

_FILE_KEYS = {"source", "checkedOn", "prices"}
_CURRENCIES = {"monthlyEur": "EUR", "monthlyUsd": "USD"}
_PRICE_KEYS = {"cloud", "item", "region", "source", "checkedOn", *_CURRENCIES}


@dataclass(frozen=True, slots=True)
class Price:
    """What one item costs a month, taxes apart."""

    cloud: str
    item: str
    """`transit-gateway-attachment`, `firewall-premium` ..."""
    title: str
    region: str
    """`*` for every region."""
    monthly: float | None
    """In `currency`, for 730 hours; none where no public source is known."""
    source: str
    checked_on: date | None
    currency: str | None = "EUR"
    """`EUR` or `USD`, as published; none where the price is unknown."""

    @property
    def monthly_eur(self) -> float | None:
        """The price where it was published in euros."""
        return self.monthly if self.currency == "EUR" else None


def find_price(cloud: str, item: str, region: str, own: Sequence[Price] = ()) -> Price | None:
    """The price of an item in a region: from `own` first, then the catalogue's; none for an item that neither knows.

    A price for the very region goes before one for every region.
    """
    for known in (_index(own), _catalogue_prices()):
        for place in (region, ANY_REGION):
            if price := known.get((cloud, item, place)):
                return price
    return None


def load_price_file(path: Path) -> tuple[Price, ...]:
    """The prices of a hospital's own file; `InputError` with everything that is wrong in it."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: cannot be read as a price file: {error}") from error
    problems = _problems(content)
    if problems:
        raise InputError("\n".join(f"{path}: {problem}" for problem in problems))
    return tuple(_own_price({**_shared(content), **row}) for row in content["prices"])


def known_items(cloud: str) -> tuple[str, ...]:
    """Ids of the items that the catalogue lists for a cloud."""
    return tuple(dict.fromkeys(item for priced_cloud, item, _ in _catalogue_prices() if priced_cloud == cloud))


@lru_cache(maxsize=1)
def _catalogue_prices() -> Mapping[tuple[str, str, str], Price]:
    rows = list(read_rows("prices"))
    titles = {(row["cloud"], row["item"]): row["title"] for row in rows if row["title"]}
    return _index([price for row in rows for price in _listed_prices(row, titles[row["cloud"], row["item"]])])


def _listed_prices(row: dict[str, Any], title: str) -> Iterator[Price]:
    """One price per region of a row; `amount` is what the source says for one `per`."""
    monthly = None if row["amount"] is None else round(row["amount"] * _TIMES_A_MONTH[row["per"]], 2)
    for region in row["regions"]:
        yield Price(
            cloud=row["cloud"],
            item=row["item"],
            title=title,
            region=region,
            monthly=monthly,
            source=row["source"],
            checked_on=row["checked_on"],
            currency=row["currency"],
        )


def _index(prices: Sequence[Price]) -> Mapping[tuple[str, str, str], Price]:
    return MappingProxyType({(price.cloud, price.item, price.region): price for price in prices})


def _shared(content: dict[str, Any]) -> dict[str, Any]:
    return {key: content[key] for key in ("source", "checkedOn") if key in content}


def _own_price(row: dict[str, Any]) -> Price:
    listed = find_price(row["cloud"], row["item"], row["region"])
    amount_key = next(key for key in _CURRENCIES if key in row)
    return Price(
        cloud=row["cloud"],
        item=row["item"],
        title=listed.title if listed else row["item"],
        region=row["region"],
        monthly=float(row[amount_key]),
        source=row["source"],
        checked_on=row["checkedOn"],
        currency=_CURRENCIES[amount_key],
    )


def _problems(content: Any) -> list[str]:
    if not isinstance(content, dict) or not isinstance(content.get("prices"), list):
        return ["a mapping with `source`, `checkedOn` and a list `prices` is expected"]
    problems = [f"{key}: unknown field; allowed: {_listed(_FILE_KEYS)}" for key in content if key not in _FILE_KEYS]
    seen: set[tuple[Any, ...]] = set()
    for index, row in enumerate(content["prices"]):
        place = f"prices[{index}]"
        if not isinstance(row, dict):
            problems.append(f"{place}: a mapping with {_listed(_PRICE_KEYS)} is expected")
            continue
        problems += [f"{place}.{problem}" for problem in _row_problems({**_shared(content), **row})]
        key = tuple(str(row.get(field)) for field in ("cloud", "item", "region"))
        if key in seen:
            problems.append(f"{place}: {' / '.join(key)} is priced twice; keep one")
        seen.add(key)
    return problems


def _row_problems(row: dict[str, Any]) -> list[str]:
    problems = [f"{key}: unknown field; allowed: {_listed(_PRICE_KEYS)}" for key in row if key not in _PRICE_KEYS]
    for field in ("cloud", "item", "region", "source"):
        if not isinstance(row.get(field), str) or not row[field].strip():
            problems.append(f"{field}: {row.get(field)!r} given, a text is expected")
    problems += _amount_problems({key: row[key] for key in _CURRENCIES if key in row})
    if not isinstance(row.get("checkedOn"), date):
        problems.append(f"checkedOn: {row.get('checkedOn')!r} given, a date such as 2026-11-02 is expected")
    return problems


def _amount_problems(amounts: dict[str, Any]) -> list[str]:
    if len(amounts) != 1:
        return [f"{' or '.join(_CURRENCIES)}: {len(amounts)} of them given, one is expected"]
    return [
        f"{key}: {amount!r} given, an amount of 0 or more is expected"
        for key, amount in amounts.items()
        if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount < float("inf")
    ]


def _listed(keys: set[str]) -> str:
    return ", ".join(sorted(keys))
