using System.ComponentModel;

namespace Fleet.Gateway.Api.Organizations;

/// <summary>How long an organization's history is kept.</summary>
/// <param name="RetentionDays">Whole UTC days by the time things happened; 0 keeps everything; null: the installation's default holds.</param>
public sealed record RetentionView(
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)]
    [property: Description("Whole UTC days by the time things happened; 0 keeps everything; null: the installation's default holds.")]
    int? RetentionDays);
