"""Prices: never guessed; the hospital's file is read whole, refused whole, and wins."""

from datetime import date

import pytest

from hds_landing.catalogue.facts import read_facts
from hds_landing.catalogue.prices import find_price, known_items, load_price_file
from hds_landing.errors import InputError

GOOD = """\
source: framework contract 2026-17
checkedOn: 2026-11-02
prices:
  - {cloud: azure, item: firewall-premium, region: francecentral, monthlyEur: 1290}
  - {cloud: azure, item: firewall-premium, region: "*", monthlyEur: 1500.5}
  - {cloud: aws, item: private-line, region: eu-west-3, monthlyEur: 0, source: quote 88, checkedOn: 2026-10-30}
"""


def price_file(tmp_path, text):
    file = tmp_path / "prices.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_items_are_unique():
    rows = [(row["cloud"], row["item"]) for row in read_facts("prices")["rows"]]
    assert len(rows) == len(set(rows)) == len(known_items("aws")) + len(known_items("azure"))


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_a_price_without_source_is_unknown(cloud):
    assert known_items(cloud)
    for item in known_items(cloud):
        price = find_price(cloud, item, "anywhere")
        assert price.title
        assert (price.source == "unknown") == (price.monthly_eur is None)
        assert (price.source == "unknown") == (price.checked_on is None)


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
    assert find_price("aws", "kms-key", "eu-west-3", own).monthly_eur is None


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
""",
    )
    with pytest.raises(InputError) as refused:
        load_price_file(file)
    assert str(refused.value).splitlines() == [
        f"{file}: currency: unknown field; allowed: checkedOn, prices, source",
        f"{file}: prices[0].monthlyEur: -1 given, an amount in euros of 0 or more is expected",
        f"{file}: prices[1].note: unknown field; allowed: checkedOn, cloud, item, monthlyEur, region, source",
        f"{file}: prices[1].source: ' ' given, a text is expected",
        f"{file}: prices[1].monthlyEur: inf given, an amount in euros of 0 or more is expected",
        f"{file}: prices[1].checkedOn: 'soon' given, a date such as 2026-11-02 is expected",
        f"{file}: prices[1]: azure / nat / francecentral is priced twice; keep one",
        f"{file}: prices[2]: a mapping with checkedOn, cloud, item, monthlyEur, region, source is expected",
        f"{file}: prices[3].cloud: None given, a text is expected",
        f"{file}: prices[3].region: 3 given, a text is expected",
        f"{file}: prices[3].source: None given, a text is expected",
        f"{file}: prices[3].monthlyEur: True given, an amount in euros of 0 or more is expected",
        f"{file}: prices[3].checkedOn: None given, a date such as 2026-11-02 is expected",
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
