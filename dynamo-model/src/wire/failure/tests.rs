//! Codes and statuses, and the kinds that they are.

use super::*;

fn kind(code: &str) -> ErrorKind {
    by_code(Some(code), None, Some(400))
}

#[test]
fn each_code_has_its_kind() {
    let table: [(ErrorKind, &[&str]); 16] = [
        (
            ErrorKind::ConditionFailed,
            &["ConditionalCheckFailedException", "ConditionalCheckFailed", "DuplicateItemException"],
        ),
        (
            ErrorKind::Conflict,
            &["TransactionConflictException", "TransactionConflict", "ReplicatedWriteConflictException"],
        ),
        (
            ErrorKind::ItemCollectionTooLarge,
            &["ItemCollectionSizeLimitExceededException", "ItemCollectionSizeLimitExceeded"],
        ),
        (
            ErrorKind::TableNotFound,
            &["ResourceNotFoundException", "TableNotFoundException", "ResourceNotFound"],
        ),
        (
            ErrorKind::ResourceInUse,
            &["ResourceInUseException", "TableInUseException", "TableAlreadyExistsException"],
        ),
        (ErrorKind::TokenReused, &["IdempotentParameterMismatchException"]),
        (ErrorKind::TransactionInProgress, &["TransactionInProgressException"]),
        (ErrorKind::LimitExceeded, &["LimitExceededException"]),
        (
            ErrorKind::Throttled,
            &[
                "ThrottlingException",
                "ThrottlingError",
                "Throttling",
                "ThrottledException",
                "RequestThrottledException",
                "RequestThrottled",
                "EC2ThrottledException",
                "TooManyRequestsException",
                "ProvisionedThroughputExceededException",
                "ProvisionedThroughputExceeded",
                "RequestLimitExceeded",
                "BandwidthLimitExceeded",
                "PriorRequestNotComplete",
                "SlowDown",
            ],
        ),
        (ErrorKind::AccessDenied, &["AccessDeniedException", "AccessDenied", "UnauthorizedOperation"]),
        (
            ErrorKind::Credentials,
            &[
                "UnrecognizedClientException",
                "InvalidClientTokenId",
                "InvalidSignatureException",
                "IncompleteSignatureException",
                "MissingAuthenticationTokenException",
                "ExpiredTokenException",
                "ExpiredToken",
                "RequestExpired",
                "SignatureDoesNotMatch",
            ],
        ),
        (ErrorKind::Invalid, &["ValidationException", "SerializationException", "UnknownOperationException"]),
        (ErrorKind::Timeout, &["RequestTimeout", "RequestTimeoutException"]),
        (ErrorKind::Internal, &["InternalServerError", "InternalFailure"]),
        (ErrorKind::Unavailable, &["ServiceUnavailable", "ServiceUnavailableException"]),
        (ErrorKind::Other, &["PolicyNotFoundException", ""]),
    ];
    for (expected, codes) in table {
        for code in codes {
            assert_eq!(kind(code), expected, "{code}");
        }
    }
}

#[test]
fn an_answer_without_a_code_is_told_by_its_status() {
    let table = [
        (None, ErrorKind::Other),
        (Some(400), ErrorKind::Other),
        (Some(429), ErrorKind::Throttled),
        (Some(500), ErrorKind::Internal),
        (Some(502), ErrorKind::Unavailable),
        (Some(503), ErrorKind::Unavailable),
        (Some(504), ErrorKind::Unavailable),
    ];
    for (status, expected) in table {
        assert_eq!(by_code(None, None, status), expected, "{status:?}");
    }
}

#[test]
fn a_size_is_told_by_its_words() {
    let words = Some("Item size has exceeded the maximum allowed size");
    assert_eq!(by_code(Some("ValidationException"), words, Some(400)), ErrorKind::ItemTooLarge);
}
