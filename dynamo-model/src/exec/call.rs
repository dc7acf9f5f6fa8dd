//! Sends one call through the seam.

/// Sends a fluent builder with our serializer and deserializer in place; gives the SDK's own result.
macro_rules! send {
    ($builder:expr, $seam:expr) => {
        $builder.customize().interceptor($seam).send().await
    };
    ($builder:expr, $seam:expr, at_most_once) => {
        $builder
            .customize()
            .config_override(
                aws_sdk_dynamodb::config::Builder::new().retry_classifier($crate::wire::outcome::AtMostOnce),
            )
            .interceptor($seam)
            .send()
            .await
    };
}

pub(crate) use send;
