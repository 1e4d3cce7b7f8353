using System.ComponentModel;
using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Workflows;

namespace Fleet.Gateway.Api.Workflows;

/// <summary>A workflow to be.</summary>
public sealed record WorkflowBody
{
    internal const int MaxName = 200;

    [Description("Made by the server where absent. Only on creation.")]
    public string? WorkflowId { get; init; }

    public required string Name { get; init; }

    [Description("{type: geofence | alert | trip | custom_event | schedule | manual, …}; docs/workflows.md has the fields of each.")]
    public required JsonElement Trigger { get; init; }

    [Description("[{id, type: condition | delay | notify | webhook | set_tag | create_trip | parallel, …, retry?}]; docs/workflows.md has the fields of each.")]
    public required JsonElement Steps { get; init; }

    [Description("true where absent.")]
    public bool? Enabled { get; init; }

    /// <summary>Something usable only where no error was recorded.</summary>
    internal static WorkflowDefinition Read(JsonFields fields, string id) => new()
    {
        WorkflowId = id,
        Name = fields.Text("name", MaxName, required: true) ?? "",
        Trigger = TriggerReader.Read(fields),
        Steps = new StepReader(fields.Errors).Read(fields),
        Enabled = fields.Flag("enabled") ?? true,
    };
}
