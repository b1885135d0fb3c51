Feature: What the package promises
  Its users trade real money with it.
  So six promises are kept whatever the network and the exchange do.

  Scenario: An order whose answer is lost is not sent again, and is found
    Given a sandbox that takes an order and loses the answer
    When I place an order
    Then it is given as placed, and as found again
    And the exchange has one order
    And the exchange was asked once to place one

  Scenario: An order that never arrived is proved not to be placed
    Given a sandbox that loses orders before it takes them
    When I place an order
    Then I am told that it was not placed and may be sent again
    And the exchange has no order
    And the exchange was asked once to place one

  Scenario: A book that misses an update is never served
    Given a sandbox that breaks the chain of a book's updates again and again
    When I read the book twenty times
    Then every book that I got is the exchange's own
    And I got one after a break

  Scenario: A stream that is interrupted says so
    Given a sandbox that ends connections after a moment
    When I read trades and ask to be told of gaps
    Then I am told of a gap

  Scenario: Closing is quick, whatever is going on
    Given a sandbox
    When I close a client in the midst of a stream
    Then it is closed within a second
    And none of its tasks is left in a second client's way

  Scenario: Numbers are exact
    Given a sandbox
    When I ask for candles, and for their text on the wire
    Then each price is the text, to the last digit

  Scenario: A float is no price
    Given a sandbox
    When I place an order at a price that is a float
    Then I am told to give an exact number, and nothing is sent

  Scenario: Secrets are never shown
    Given a sandbox
    When a client with a key is shown, logs everything, and is refused
    Then the secret and the passphrase are in none of it

  Scenario: The same call means the same, blocking and async
    Given a sandbox
    When I ask for the same candles on both clients and both loops
    Then all three answers are equal
