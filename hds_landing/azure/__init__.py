"""The components that draw a landing zone on Azure; one file per component, named as on AWS."""
