"""Rules on Azure resources, one module per theme."""
