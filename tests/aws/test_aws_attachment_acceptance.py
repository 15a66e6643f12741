from hds_landing.aws.attachment_acceptance import AttachmentAcceptance, AttachmentAcceptanceArgs
from tests.aws.aws_plans import TAGS, connection
from tests.aws.drawing import draw


def test_one_attachment_is_accepted_and_joins_no_table_by_itself() -> None:
    args = AttachmentAcceptanceArgs(connection(), "tgw-attach-spoke")
    drawn = draw(lambda opts: AttachmentAcceptance("evreux", args, opts))
    assert drawn.counts() == {"vpcAttachmentAccepter:VpcAttachmentAccepter": 1}
    assert drawn.inputs("evreux-accepter") == {
        "transitGatewayAttachmentId": "tgw-attach-spoke",
        "transitGatewayDefaultRouteTableAssociation": False,
        "transitGatewayDefaultRouteTablePropagation": False,
        "tags": TAGS | {"Name": "eures-evreux"},
    }
    assert drawn["evreux"].outputs == {"attachmentId": "evreux-accepter-id"}
