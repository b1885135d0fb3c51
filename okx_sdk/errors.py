"""Everything that can go wrong, as one tree; OKX's codes stand in the class statements.

Could not ask: `TransportError`. Was not understood: `DecodingError`. Was refused:
`ApiError`. Cannot be vouched for: `StreamError`. Neither placed nor refused:
`OrderError`. Was misused: `UsageError`.

    OkxError
    ├── TransportError
    │   ├── NotSent
    │   │   ├── ConnectFailed
    │   │   ├── TlsFailed
    │   │   ├── ProxyFailed
    │   │   ├── PoolExhausted
    │   │   ├── TurnTooLate
    │   │   └── HandshakeRefused
    │   ├── ConnectionLost
    │   ├── ReadTimeout
    │   └── HttpStatusError
    │       ├── GatewayFailed
    │       ├── EdgeRefused
    │       └── RedirectRefused
    ├── DecodingError
    │   ├── NotJson
    │   └── BadRow
    ├── StreamError
    │   ├── BookStale
    │   ├── PortfolioStale
    │   ├── GapDetected
    │   └── SlowConsumer
    ├── UsageError
    │   ├── InvalidArgument, ValueError
    │   ├── CredentialsMissing, RuntimeError
    │   ├── ClientClosed, RuntimeError
    │   ├── WrongLoop, RuntimeError
    │   ├── ForkedClientError, RuntimeError
    │   └── MissingExtra, ImportError
    ├── OrderError
    │   ├── OrderNotPlaced
    │   ├── OrderOutcomeUnknown
    │   ├── DuplicateOrderDetected
    │   └── ClientOrderIdConflict
    └── ApiError
        ├── InvalidParameter
        │   └── StreamRefused
        ├── AuthenticationError
        │   ├── InvalidApiKey
        │   │   └── KeyNotFound
        │   ├── InvalidSignature
        │   ├── InvalidPassphrase
        │   ├── IpNotAllowed
        │   ├── WrongEnvironment
        │   └── PermissionDenied
        ├── ClockError
        │   └── TimestampExpired
        ├── RateLimited
        │   └── SubAccountRateLimited
        ├── SystemBusy
        │   └── ServiceUnavailable
        ├── OutcomeUnknown
        ├── Maintenance
        ├── AccountRestricted
        ├── OrderRejected
        │   ├── InsufficientBalance
        │   ├── LimitExceeded
        │   ├── TpSlRejected
        │   ├── DuplicateRequest
        │   │   └── DuplicateClientOrderId
        │   ├── InProgress
        │   └── StateConflict
        │       └── InstrumentNotTradable
        ├── FundingRejected
        ├── AccountRejected
        ├── NotFound
        │   ├── InstrumentNotFound
        │   └── OrderNotFound
        ├── EnvironmentUnsupported
        ├── PartlyDone
        └── ReconnectNeeded
"""

from __future__ import annotations

from okx_sdk._errors import (
    BadRow,
    BookStale,
    ClientClosed,
    ConnectFailed,
    ConnectionLost,
    CredentialsMissing,
    DecodingError,
    EdgeRefused,
    ForkedClientError,
    GapDetected,
    GatewayFailed,
    HandshakeRefused,
    HttpStatusError,
    InvalidArgument,
    MissingExtra,
    NotJson,
    NotSent,
    OkxError,
    Outcome,
    PoolExhausted,
    PortfolioStale,
    ProxyFailed,
    ReadTimeout,
    RedirectRefused,
    SlowConsumer,
    StreamError,
    TlsFailed,
    TransportError,
    TurnTooLate,
    UsageError,
    WrongLoop,
)
from okx_sdk._order_errors import (
    ClientOrderIdConflict,
    DuplicateOrderDetected,
    OrderError,
    OrderNotPlaced,
    OrderOutcomeUnknown,
)
from okx_sdk._refusals import (
    AccountRejected,
    AccountRestricted,
    ApiError,
    AuthenticationError,
    ClockError,
    DuplicateClientOrderId,
    DuplicateRequest,
    EnvironmentUnsupported,
    FundingRejected,
    InProgress,
    InstrumentNotFound,
    InstrumentNotTradable,
    InsufficientBalance,
    InvalidApiKey,
    InvalidParameter,
    InvalidPassphrase,
    InvalidSignature,
    IpNotAllowed,
    KeyNotFound,
    LimitExceeded,
    Maintenance,
    NotFound,
    OrderNotFound,
    OrderRejected,
    OutcomeUnknown,
    PartlyDone,
    PermissionDenied,
    RateLimited,
    ReconnectNeeded,
    ServiceUnavailable,
    StateConflict,
    StreamRefused,
    SubAccountRateLimited,
    SystemBusy,
    TimestampExpired,
    TpSlRejected,
    WrongEnvironment,
    error_for,
    error_for_status,
    lookup,
)

__all__ = [
    "AccountRejected",
    "AccountRestricted",
    "ApiError",
    "AuthenticationError",
    "BadRow",
    "BookStale",
    "ClientClosed",
    "ClientOrderIdConflict",
    "ClockError",
    "ConnectFailed",
    "ConnectionLost",
    "CredentialsMissing",
    "DecodingError",
    "DuplicateClientOrderId",
    "DuplicateOrderDetected",
    "DuplicateRequest",
    "EdgeRefused",
    "EnvironmentUnsupported",
    "ForkedClientError",
    "FundingRejected",
    "GapDetected",
    "GatewayFailed",
    "HandshakeRefused",
    "HttpStatusError",
    "InProgress",
    "InstrumentNotFound",
    "InstrumentNotTradable",
    "InsufficientBalance",
    "InvalidApiKey",
    "InvalidArgument",
    "InvalidParameter",
    "InvalidPassphrase",
    "InvalidSignature",
    "IpNotAllowed",
    "KeyNotFound",
    "LimitExceeded",
    "Maintenance",
    "MissingExtra",
    "NotFound",
    "NotJson",
    "NotSent",
    "OkxError",
    "OrderError",
    "OrderNotFound",
    "OrderNotPlaced",
    "OrderOutcomeUnknown",
    "OrderRejected",
    "Outcome",
    "OutcomeUnknown",
    "PartlyDone",
    "PermissionDenied",
    "PoolExhausted",
    "PortfolioStale",
    "ProxyFailed",
    "RateLimited",
    "ReadTimeout",
    "ReconnectNeeded",
    "RedirectRefused",
    "ServiceUnavailable",
    "SlowConsumer",
    "StateConflict",
    "StreamError",
    "StreamRefused",
    "SubAccountRateLimited",
    "SystemBusy",
    "TimestampExpired",
    "TlsFailed",
    "TpSlRejected",
    "TransportError",
    "TurnTooLate",
    "UsageError",
    "WrongEnvironment",
    "WrongLoop",
    "error_for",
    "error_for_status",
    "lookup",
]
