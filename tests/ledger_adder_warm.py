"""What is done once, in the process that those that add are forked from."""

from onrecord.ledger.preparing import prepare
from tests.ledger_adder import ALL, readings

for reading in readings(ALL):
    prepare(reading)
