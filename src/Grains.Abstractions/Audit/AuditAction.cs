namespace Fleet.Audit;

/// <summary>What an audit row tells of. The names are stored: never renamed.</summary>
public enum AuditAction
{
    AuthenticationAccepted,
    AuthenticationRefused,
    KeyCreated,
    KeyRotated,
    KeyRevoked,
    ThresholdsChanged,
    OrganizationChanged,
    AlertRuleChanged,
    AlertRuleDeleted,
    PlacesChanged,
    PlacesDeleted,
    RoadLimitsChanged,
    RoadLimitsDeleted,
    RetentionChanged,
    GeofenceChanged,
    GeofenceDeleted,
    CustomEventChanged,
    CustomEventDeleted,
    WorkflowChanged,
    WorkflowDeleted,
    WebhookChanged,
    WebhookRotated,
    WebhookDeleted,
    NotificationSettingsChanged,
    ConnectionsEnded,
}
