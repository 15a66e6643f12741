"""Prices: never guessed; the hospital's file is read whole, refused whole, and wins."""

from datetime import date

import pytest

from hds_landing.catalogue.facts import UNKNOWN, read_facts, read_rows
from hds_landing.catalogue.prices import Price, find_price, known_items, load_price_file
from hds_landing.catalogue.regions import all_regions
from hds_landing.errors import InputError

PRICE_FIELDS = "checkedOn, cloud, item, monthlyEur, monthlyUsd, region, source"

GOOD = """\
source: framework contract 2026-17
checkedOn: 2026-11-02
prices:
  - {cloud: azure, item: firewall-premium, region: francecentral, monthlyEur: 1290}
  - {cloud: azure, item: firewall-premium, region: "*", monthlyEur: 1500.5}
  - {cloud: aws, item: private-line, region: eu-west-3, monthlyEur: 0, source: quote 88, checkedOn: 2026-10-30}
  - {cloud: aws, item: nat-gateway, region: "*", monthlyUsd: 30}
"""


def price_file(tmp_path, text):
    file = tmp_path / "prices.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_item_is_named_once_and_priced_once_per_region():
    rows = list(read_rows("prices"))
    named = [(row["cloud"], row["item"]) for row in rows if row["title"]]
    assert len(named) == len(set(named)) == len(known_items("aws")) + len(known_items("azure"))
    assert {(row["cloud"], row["item"]) for row in rows} == set(named)
    places = [(row["cloud"], row["item"], region) for row in rows for region in row["regions"]]
    assert len(places) == len(set(places))


def test_no_price_without_source_and_no_source_without_price():
    rows = list(read_rows("prices"))
    assert any(row["amount"] is not None for row in rows)
    for row in rows:
        assert (row["amount"] is None) == (row["currency"] is None) == (row["source"] == UNKNOWN), row
        assert (row["amount"] is None) == (row["checked_on"] is None), row
        assert row["amount"] is None or row["amount"] > 0, row
        assert row["currency"] in {None, "EUR", "USD"}, row
        assert row["per"] in {"hour", "day", "month"}, row


def test_every_priced_region_exists():
    for row in read_facts("prices")["rows"]:
        names = {region.name for region in all_regions(row["cloud"])} | {"*"}
        assert set(row.get("regions", ["*"])) <= names, row


@pytest.mark.parametrize(
    ("cloud", "item", "region", "monthly"),
    [
        ("aws", "transit-gateway-attachment", "eu-west-3", 43.8),
        ("aws", "transit-gateway-attachment", "eu-west-1", 36.5),
        ("aws", "nat-gateway", "eu-west-3", 36.5),
        ("aws", "nat-gateway", "eu-central-1", 37.96),
        ("aws", "kms-key", "eu-west-3", 1.0),
        ("aws", "vpn-connection", "eu-west-3", 36.5),
        ("aws", "interface-endpoint", "eu-west-3", 8.03),
        ("aws", "public-ip-address", "eu-west-3", 3.65),
        ("azure", "firewall-standard", "swedencentral", 912.5),
        ("azure", "firewall-premium", "swedencentral", 1277.5),
        ("azure", "key-vault-hsm-key", "swedencentral", 5.0),
        ("azure", "log-analytics-cluster", "swedencentral", 7690.55),
        ("azure", "public-ip-address", "swedencentral", 3.65),
        ("azure", "ddos-protection-plan", "francecentral", 2944.0),
    ],
)
def test_a_list_price_counts_730_hours_and_keeps_its_currency(cloud, item, region, monthly):
    price = find_price(cloud, item, region)
    assert (price.monthly, price.currency) == (monthly, "USD")
    assert price.monthly_eur is None
    assert price.title
    assert price.source != UNKNOWN
    assert price.checked_on is not None


@pytest.mark.parametrize(
    ("cloud", "item", "region"),
    [
        ("aws", "network-firewall-endpoint", "eu-west-3"),
        ("aws", "transit-gateway-attachment", "eusc-de-east-1"),
        ("aws", "nat-gateway", "us-east-1"),
        ("azure", "firewall-premium", "francecentral"),
        ("azure", "key-vault-key", "swedencentral"),
    ],
)
def test_the_price_of_another_region_is_not_used(cloud, item, region):
    price = find_price(cloud, item, region)
    assert price.title
    assert (price.monthly, price.monthly_eur, price.currency) == (None, None, None)
    assert (price.source, price.checked_on) == (UNKNOWN, None)


def test_a_price_is_in_euros_unless_it_says_otherwise():
    euros = Price("aws", "kms-key", "KMS key", "*", 0.95, "quote 88", date(2026, 10, 30))
    dollars = Price("aws", "kms-key", "KMS key", "*", 0.95, "quote 88", date(2026, 10, 30), "USD")
    assert (euros.currency, euros.monthly_eur) == ("EUR", 0.95)
    assert (dollars.monthly, dollars.monthly_eur) == (0.95, None)


def test_an_item_that_nobody_knows_has_no_price():
    assert find_price("aws", "private-line", "eu-west-3") is None
    assert find_price("azure", "kms-key", "francecentral") is None


def test_the_price_of_the_hospital_wins_and_the_region_before_the_star(tmp_path):
    own = load_price_file(price_file(tmp_path, GOOD))
    here = find_price("azure", "firewall-premium", "francecentral", own)
    assert here.monthly_eur == 1290.0
    assert here.title == "Azure Firewall, Premium"
    assert (here.source, here.checked_on) == ("framework contract 2026-17", date(2026, 11, 2))
    assert find_price("azure", "firewall-premium", "swedencentral", own).monthly_eur == 1500.5
    line = find_price("aws", "private-line", "eu-west-3", own)
    assert (line.monthly_eur, line.title) == (0.0, "private-line")
    assert (line.source, line.checked_on) == ("quote 88", date(2026, 10, 30))
    assert find_price("aws", "private-line", "eu-central-1", own) is None
    assert (line.monthly, line.currency) == (0.0, "EUR")
    dollars = find_price("aws", "nat-gateway", "eu-west-3", own)
    assert (dollars.monthly, dollars.currency, dollars.monthly_eur) == (30.0, "USD", None)
    assert dollars.title == "NAT gateway, one per zone"
    assert find_price("aws", "kms-key", "eu-west-3", own) == find_price("aws", "kms-key", "eu-west-3")


def test_everything_wrong_is_said_at_once(tmp_path):
    file = price_file(
        tmp_path,
        """\
currency: EUR
prices:
  - {cloud: azure, item: nat, region: francecentral, monthlyEur: -1, source: quote, checkedOn: 2026-11-02}
  - {cloud: azure, item: nat, region: francecentral, monthlyEur: .inf, source: " ", checkedOn: soon, note: x}
  - 12
  - {item: nat, region: 3, monthlyEur: true}
  - {cloud: aws, item: vpn, region: "*", source: quote, checkedOn: 2026-11-02}
  - {cloud: aws, item: nat, region: "*", monthlyEur: 1, monthlyUsd: 1, source: quote, checkedOn: 2026-11-02}
  - {cloud: aws, item: key, region: "*", monthlyUsd: "1", source: quote, checkedOn: 2026-11-02}
""",
    )
    with pytest.raises(InputError) as refused:
        load_price_file(file)
    assert str(refused.value).splitlines() == [
        f"{file}: currency: unknown field; allowed: checkedOn, prices, source",
        f"{file}: prices[0].monthlyEur: -1 given, an amount of 0 or more is expected",
        f"{file}: prices[1].note: unknown field; allowed: {PRICE_FIELDS}",
        f"{file}: prices[1].source: ' ' given, a text is expected",
        f"{file}: prices[1].monthlyEur: inf given, an amount of 0 or more is expected",
        f"{file}: prices[1].checkedOn: 'soon' given, a date such as 2026-11-02 is expected",
        f"{file}: prices[1]: azure / nat / francecentral is priced twice; keep one",
        f"{file}: prices[2]: a mapping with {PRICE_FIELDS} is expected",
        f"{file}: prices[3].cloud: None given, a text is expected",
        f"{file}: prices[3].region: 3 given, a text is expected",
        f"{file}: prices[3].source: None given, a text is expected",
        f"{file}: prices[3].monthlyEur: True given, an amount of 0 or more is expected",
        f"{file}: prices[3].checkedOn: None given, a date such as 2026-11-02 is expected",
        f"{file}: prices[4].monthlyEur or monthlyUsd: 0 of them given, one is expected",
        f"{file}: prices[5].monthlyEur or monthlyUsd: 2 of them given, one is expected",
        f"{file}: prices[6].monthlyUsd: '1' given, an amount of 0 or more is expected",
    ]


@pytest.mark.parametrize("text", ["", "[]", "prices: 3", "just text"])
def test_a_file_of_another_shape_is_refused(tmp_path, text):
    with pytest.raises(InputError, match="a list `prices` is expected"):
        load_price_file(price_file(tmp_path, text))


@pytest.mark.parametrize("content", [b"prices: [", b"\xff\xfe\xff", None])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content):
    file = tmp_path / "prices.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match="cannot be read as a price file"):
        load_price_file(file)
