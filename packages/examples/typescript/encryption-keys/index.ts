import * as aws from "@pulumi/aws";
import * as hds from "@pulumi/hds-aws";

const account = "111122223333";

const paris = new aws.Provider("paris", { region: "eu-west-3", allowedAccountIds: [account] });

const keys = new hds.EncryptionKeys(
    "evreux-keys",
    {
        keySet: {
            owner: "evreux",
            name: "eures-evreux",
            vaultName: "eures-evreux",
            region: "eu-west-3",
            keys: {
                storage: { use: "storage", name: "eures-evreux-storage", region: "eu-west-3" },
                backup: { use: "backup", name: "eures-evreux-backup", region: "eu-west-3" },
            },
            hardwareProtected: true,
            rotationDays: 365,
            deletionWindowDays: 30,
            administration: {
                accountId: account,
                ciPrincipal: `arn:aws:iam::${account}:role/landing-zone-ci`,
                recoveryPrincipal: `arn:aws:iam::${account}:role/landing-zone-recovery`,
            },
            tags: { ght: "eures", establishment: "evreux" },
        },
    },
    { providers: { aws: paris } },
);

export const keyIds = keys.keyIds;
