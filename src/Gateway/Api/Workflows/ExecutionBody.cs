using System.ComponentModel;
using System.Text.Json;

namespace Fleet.Gateway.Api.Workflows;

/// <summary>What a workflow is started by hand with.</summary>
public sealed record ExecutionBody
{
    [Description("An object; templates read it as event.input.")]
    public JsonElement? Input { get; init; }

    [Description("The same key starts once.")]
    public string? IdempotencyKey { get; init; }
}
