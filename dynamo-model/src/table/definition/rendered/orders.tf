resource "aws_dynamodb_table" "orders" {
  name                        = "orders"
  billing_mode                = "PROVISIONED"
  read_capacity               = 5
  write_capacity              = 8
  hash_key                    = "customer"
  range_key                   = "placed"
  table_class                 = "STANDARD_INFREQUENT_ACCESS"
  deletion_protection_enabled = true
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"

  attribute {
    name = "customer"
    type = "S"
  }

  attribute {
    name = "placed"
    type = "N"
  }

  attribute {
    name = "total"
    type = "N"
  }

  attribute {
    name = "status"
    type = "S"
  }

  attribute {
    name = "tenant"
    type = "S"
  }

  attribute {
    name = "region"
    type = "S"
  }

  attribute {
    name = "day"
    type = "N"
  }

  attribute {
    name = "id"
    type = "S"
  }

  local_secondary_index {
    name            = "by_total"
    range_key       = "total"
    projection_type = "KEYS_ONLY"
  }

  global_secondary_index {
    name               = "by_status"
    hash_key           = "status"
    range_key          = "placed"
    projection_type    = "INCLUDE"
    non_key_attributes = ["total", "items"]
    read_capacity      = 2
    write_capacity     = 3
  }

  global_secondary_index {
    name            = "by_region"
    projection_type = "ALL"
    read_capacity   = 5
    write_capacity  = 8

    key_schema {
      attribute_name = "tenant"
      key_type       = "HASH"
    }

    key_schema {
      attribute_name = "region"
      key_type       = "HASH"
    }

    key_schema {
      attribute_name = "day"
      key_type       = "RANGE"
    }

    key_schema {
      attribute_name = "id"
      key_type       = "RANGE"
    }
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 14
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = "alias/orders"
  }

  warm_throughput {
    read_units_per_second  = 12000
    write_units_per_second = 4000
  }

  tags = {
    "team"            = "shop"
    "cost $${center}" = "4 \"2\""
  }
}
