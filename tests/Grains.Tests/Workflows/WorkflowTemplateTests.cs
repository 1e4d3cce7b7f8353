using System.Text.Json.Nodes;

namespace Fleet.Workflows;

public sealed class WorkflowTemplateTests
{
    private static readonly WorkflowScope Scope = WorkflowScope.Of(
        """{"vehicle_id":"v1","speed_kmh":42.5,"geofence_tags":["depot","north"],"name":"{{workflow.id}} \"quoted\"\n<b>","details":{"dwell_seconds":7}}""",
        "wf_1",
        "Night",
        "exe_1",
        [new StepRun { StepId = "trip", Status = StepStatus.Completed, StartedAt = default, Result = "trip_9" }]);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{{event.vehicle_id}} at {{ event.speed_kmh }} km/h", "v1 at 42.5 km/h")]
    [InlineData("{{event.details.dwell_seconds}}", "7")]
    [InlineData("{{event.geofence_tags.1}}", "north")]
    [InlineData("[{{event.nothing.here}}]", "[]")]
    [InlineData("{{workflow.name}}/{{execution.id}}/{{steps.trip.result}}", "Night/exe_1/trip_9")]
    [InlineData("{{event.name}}", "{{workflow.id}} \"quoted\" <b>")] // never a template again, no control character
    [InlineData("}} {", "}} {")]
    public void Text_is_filled_in(string template, string expected)
    {
        Assert.Null(WorkflowTemplate.Fault(template));
        Assert.Equal(expected, WorkflowTemplate.Render(template, Scope));
    }

    [Theory]
    [InlineData("{{event.vehicle_id")]
    [InlineData("{{secrets.key}}")]
    [InlineData("{{}}")]
    [InlineData("{{event..x}}")]
    [InlineData("{{event.a b}}")]
    [InlineData("{{event.{{event.x}}}}")]
    public void Template_that_is_none_is_refused(string template) => Assert.NotNull(WorkflowTemplate.Fault(template));

    [Fact]
    public void In_JSON_values_are_escaped_and_a_lone_template_keeps_its_kind()
    {
        var rendered = WorkflowTemplate.Render(
            JsonNode.Parse("""{"speed":"{{event.speed_kmh}}","text":"speed {{event.speed_kmh}}","tags":"{{event.geofence_tags}}","evil":"a {{event.name}}","gone":"{{event.x}}","n":3,"l":["{{event.vehicle_id}}"]}"""),
            Scope)!;
        Assert.Equal(42.5, (double)rendered["speed"]!);
        Assert.Equal("speed 42.5", (string?)rendered["text"]);
        Assert.Equal(2, rendered["tags"]!.AsArray().Count);
        Assert.Null(rendered["gone"]);
        Assert.Equal("v1", (string?)rendered["l"]![0]);
        var read = JsonNode.Parse(rendered.ToJsonString())!;
        Assert.Equal("a {{workflow.id}} \"quoted\" <b>", (string?)read["evil"]);
        Assert.Equal(7, read.AsObject().Count);
    }

    [Theory]
    [InlineData("event.speed_kmh", ConditionOperator.Gt, "42", true)]
    [InlineData("event.speed_kmh", ConditionOperator.Gt, "42.5", false)]
    [InlineData("event.speed_kmh", ConditionOperator.Gte, "42.5", true)]
    [InlineData("event.speed_kmh", ConditionOperator.Eq, "42.50", true)]
    [InlineData("event.speed_kmh", ConditionOperator.Eq, "\"42.5\"", false)]
    [InlineData("event.speed_kmh", ConditionOperator.Lt, "\"99\"", false)]
    [InlineData("event.vehicle_id", ConditionOperator.Eq, "\"v1\"", true)]
    [InlineData("event.vehicle_id", ConditionOperator.Ne, "\"v2\"", true)]
    [InlineData("event.vehicle_id", ConditionOperator.In, "[\"v0\",\"v1\"]", true)]
    [InlineData("event.nothing", ConditionOperator.Ne, "\"v2\"", true)]
    [InlineData("event.nothing", ConditionOperator.Gt, "0", false)]
    [InlineData("event.nothing", ConditionOperator.Exists, null, false)]
    [InlineData("event.geofence_tags", ConditionOperator.Contains, "\"depot\"", true)]
    [InlineData("event.geofence_tags", ConditionOperator.Contains, "\"dep\"", false)]
    [InlineData("event.name", ConditionOperator.Contains, "\"quoted\"", true)]
    public void Condition_holds_or_not(string field, ConditionOperator how, string? value, bool holds) =>
        Assert.Equal(holds, ConditionCheck.Holds(new StepCondition { Field = field, Operator = how, Value = value }, Scope));
}
