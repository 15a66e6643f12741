"""`hds-landing adopt`: lists what exists of a plan as `pulumi import` takes it."""

import json
import sys
from argparse import Namespace
from datetime import date

from hds_landing.adoption.existing import read_existing
from hds_landing.adoption.import_list import import_list
from hds_landing.adoption.matching import adopt
from hds_landing.commands.extras import needed
from hds_landing.errors import InputError
from hds_landing.plan.from_file import plan_file
from hds_landing.report.adoption_text import adoption_as_text
from hds_landing.report.output_folder import write_text

_REHEARSED = "was written by a rehearsal: its ids stand for nothing that exists."


def run(arguments: Namespace) -> int:
    """Prints or writes the list; 0 also where nothing fits, 2 where the input or the spec is refused."""
    if arguments.output and arguments.output.resolve() in {arguments.input.resolve(), arguments.spec.resolve()}:
        raise InputError(f"{arguments.output}: is read, and --output would overwrite it. Give another file.")
    existing = read_existing(arguments.input)
    planned = plan_file(arguments.spec, date.today())
    with needed("rehearsal"):
        from hds_landing.rehearsal.stack_parts import rehearse_stack, stack_choice
    drawn = rehearse_stack(planned.plan, stack_choice(arguments.stack, planned.plan))
    adoption = adopt(drawn, existing.resources, retained=arguments.retained)
    if existing.rehearsed:
        print(f"{arguments.input}: {_REHEARSED}", file=sys.stderr)
    if arguments.format == "json":
        text = json.dumps(import_list(adoption), indent=2, ensure_ascii=False) + "\n"
    else:
        text = adoption_as_text(adoption)
    if arguments.output:
        write_text(arguments.output, text)
    else:
        sys.stdout.write(text)
    return 0
