// Reads what `hds-landing plan landing-zone.yaml --record --format json > plan.json` wrote.
import { readFileSync } from "fs";

import * as hds from "@pulumi/hds-aws";

const plan: hds.types.input.LandingZonePlanArgs = JSON.parse(readFileSync("plan.json", "utf8"));

const landingZone = new hds.LandingZone(plan.name, { plan });

export const hubId = landingZone.hubId;
export const networkIds = landingZone.networkIds;
export const vaultIds = landingZone.vaultIds;
