namespace Fleet.Workflows;

public sealed class ExecutionRunTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Delay_waits_and_what_follows_comes_behind_it()
    {
        var state = Begin(new DelayStep { StepId = "wait", Seconds = 60 }, Notify("tell"));
        var (effects, next) = Run(state).Advance(Now);
        Assert.Empty(effects);
        Assert.Equal(Now.AddSeconds(60), next);
        Assert.Empty(Run(state).Advance(Now.AddSeconds(59)).Effects);
        Assert.Equal("tell", Assert.Single(Run(state).Advance(Now.AddSeconds(60)).Effects).StepId);
        Assert.Equal("tell", Assert.Single(Run(state).Advance(Now.AddSeconds(61)).Effects).StepId); // asked for until it is settled

        Run(state).Succeed("tell", "ntf_1", Now.AddSeconds(61));
        Run(state).Advance(Now.AddSeconds(61));
        Assert.Equal(ExecutionStatus.Completed, state.Status);
        Assert.Equal(["wait:Completed", "tell:Completed"], state.Steps.Select(s => $"{s.StepId}:{s.Status}"));
    }

    [Fact]
    public void Effect_that_fails_is_tried_again_at_its_times_then_fails_the_execution_and_retry_goes_on_from_there()
    {
        var state = Begin(Notify("first"), Notify("second") with { Retry = new StepRetry { MaxAttempts = 3, InitialDelaySeconds = 10, BackoffMultiplier = 2 } });
        Run(state).Advance(Now);
        Run(state).Succeed("first", null, Now);
        var at = Now;
        foreach (var wait in new[] { 10, 20 })
        {
            Assert.Single(Run(state).Advance(at).Effects);
            Run(state).Fail(Step(state, "second"), "no answer", forGood: false, at);
            Assert.Equal((0, at.AddSeconds(wait)), (Run(state).Advance(at).Effects.Count, Run(state).Advance(at).Next));
            at = at.AddSeconds(wait);
        }

        Assert.Single(Run(state).Advance(at).Effects);
        Run(state).Fail(Step(state, "second"), "no answer", forGood: false, at);
        Run(state).Advance(at);
        Assert.Equal((ExecutionStatus.Failed, "second: no answer"), (state.Status, state.Error));

        Run(state).Retry(at);
        Assert.Equal("second", Assert.Single(Run(state).Advance(at).Effects).StepId);
        Run(state).Succeed("second", null, at);
        Run(state).Advance(at);
        Assert.Equal((ExecutionStatus.Completed, null), (state.Status, state.Error));
    }

    [Theory]
    [InlineData(50, "fast:Completed,loud:Running,quiet:Skipped")]
    [InlineData(40, "fast:Completed,loud:Skipped,quiet:Running")]
    public void Condition_goes_one_way_and_marks_the_other(double speed, string expected)
    {
        var state = Begin($$"""{"speed_kmh":{{speed}}}""", new ConditionStep { StepId = "fast", If = Faster(42), Then = [Notify("loud")], Else = [Notify("quiet")] });
        var effect = Assert.Single(Run(state).Advance(Now).Effects);
        Run(state).Advance(Now);
        Assert.Equal(
            expected.Replace("fast:Completed", "fast:Running", StringComparison.Ordinal).Split(',').Order(),
            state.Steps.Select(s => $"{s.StepId}:{s.Status}").Order());
        Run(state).Succeed(effect.StepId, null, Now);
        Run(state).Advance(Now);
        Assert.Equal(ExecutionStatus.Completed, state.Status);
    }

    [Fact]
    public void Gate_that_does_not_hold_skips_what_follows_and_completes()
    {
        var state = Begin("""{"speed_kmh":1}""", new ConditionStep { StepId = "gate", If = Faster(42) }, Notify("never"));
        Assert.Empty(Run(state).Advance(Now).Effects);
        Assert.Equal(ExecutionStatus.Completed, state.Status);
        Assert.Equal(["gate:Completed:false", "never:Skipped:"], state.Steps.Select(s => $"{s.StepId}:{s.Status}:{s.Result}"));
    }

    [Fact]
    public void Branches_run_at_once_and_a_failed_one_lets_the_others_end_first()
    {
        var state = Begin(
            new ParallelStep
            {
                StepId = "both",
                Branches =
                [
                    [new DelayStep { StepId = "wait", Seconds = 30 }, Notify("late")],
                    [Notify("soon"), Notify("unreached")],
                    [new ConditionStep { StepId = "gate", If = Faster(42) }, Notify("gated")],
                ],
            },
            Notify("after"));
        var (effects, next) = Run(state).Advance(Now);
        Assert.Equal(("soon", Now.AddSeconds(30)), (Assert.Single(effects).StepId, next));
        Run(state).Fail(Step(state, "soon"), "no", forGood: true, Now);
        Run(state).Advance(Now);
        Assert.Equal(ExecutionStatus.Running, state.Status);
        Assert.Equal("late", Assert.Single(Run(state).Advance(Now.AddSeconds(30)).Effects).StepId);
        Run(state).Succeed("late", null, Now.AddSeconds(30));
        Run(state).Advance(Now.AddSeconds(30));
        Assert.Equal((ExecutionStatus.Failed, "soon: no"), (state.Status, state.Error));

        Run(state).Retry(Now.AddSeconds(40));
        Assert.Equal("soon", Assert.Single(Run(state).Advance(Now.AddSeconds(40)).Effects).StepId);
        foreach (var id in new[] { "soon", "unreached", "after" })
        {
            Run(state).Succeed(id, null, Now.AddSeconds(41));
            Run(state).Advance(Now.AddSeconds(41));
        }

        Assert.Equal(ExecutionStatus.Completed, state.Status);
    }

    [Fact]
    public void Failure_that_is_forgiven_does_not_stop_the_rest()
    {
        var state = Begin(Notify("may") with { ContinueOnError = true }, Notify("must"));
        Run(state).Advance(Now);
        Run(state).Fail(Step(state, "may"), "no", forGood: true, Now);
        Assert.Equal("must", Assert.Single(Run(state).Advance(Now).Effects).StepId);
        Run(state).Succeed("must", null, Now);
        Run(state).Advance(Now);
        Assert.Equal(ExecutionStatus.Completed, state.Status);
    }

    [Fact]
    public void Cancelled_execution_begins_nothing_more_and_tells_its_steps()
    {
        var state = Begin(new DelayStep { StepId = "wait", Seconds = 60 }, Notify("never"));
        Run(state).Advance(Now);
        Run(state).Cancel(Now);
        Assert.Empty(Run(state).Advance(Now.AddHours(1)).Effects);
        Assert.Equal((ExecutionStatus.Cancelled, StepStatus.Cancelled), (state.Status, Assert.Single(state.Steps).Status));
        Assert.Equal(state.Untold.Count, state.Untold.Select(u => u.EventId).Distinct().Count());
        Assert.Equal([null, "wait", "wait", null], state.Untold.Select(u => u.Step?.StepId));
    }

    private static StepCondition Faster(int than) => new() { Field = "event.speed_kmh", Operator = ConditionOperator.Gt, Value = $"{than}" };

    private static NotifyStep Notify(string id) => new() { StepId = id, Message = "m" };

    private static WorkflowStep Step(ExecutionState state, string id) => WorkflowSteps.All(state.Start!.Workflow.Steps).First(s => s.StepId == id);

    private static ExecutionRun Run(ExecutionState state) => new(state, "exe_1", "acme");

    private static ExecutionState Begin(params WorkflowStep[] steps) => Begin("{}", steps);

    private static ExecutionState Begin(string happened, params WorkflowStep[] steps)
    {
        var state = new ExecutionState();
        Run(state).Begin(
            new ExecutionStart
            {
                Workflow = new WorkflowDefinition { WorkflowId = "wf", Name = "W", Trigger = new WorkflowTrigger { Type = TriggerType.Manual }, Steps = [.. steps] },
                Event = happened,
            },
            Now);
        return state;
    }
}
