//! The engine on small models: what is visited, which effects are asked for, what is refused.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use bpmn::{Effect, Error, Input, Outcome, State, WaitId, step};
use feel::{Context, Value};
use jiff::{SignedDuration, Timestamp};

mod support;

use support::{Case, ENDS, flows, process, user};

#[test]
fn exclusive_gateway_takes_the_first_that_holds() {
    let body = format!(
        "{ENDS}<exclusiveGateway id='g' default='g_c_3'/>{}{}",
        user("a b c"),
        flows("s>g; g>a? betrag > 100; g>b? betrag > 10; g>c; a>e; b>e; c>e")
    );
    for (betrag, expected) in [(200, "a"), (50, "b"), (5, "c")] {
        let case = Case::start(&body, Context::new().with("betrag", betrag));
        assert_eq!(case.open(), [expected]);
        assert_eq!(case.visited, ["s", "g", expected]);
    }
}

#[test]
fn a_condition_without_value_is_an_incident_that_can_be_repaired() {
    let body = format!(
        "{ENDS}<exclusiveGateway id='g' default='g_b_2'/>{}{}",
        user("a b"),
        flows("s>g; g>a? betrag > 100; g>b; a>e; b>e")
    );
    let mut case = Case::start(&body, Context::new());
    let Some(Effect::Incident { incident, element, message, .. }) = case.effects.last().cloned() else {
        panic!("{:?}", case.effects)
    };
    assert_eq!(&*element, "g");
    assert!(message.contains("betrag > 100") && message.contains("true or false"), "{message}");
    case.feed(Input::SetVariables { variables: Context::new().with("betrag", 1) }).unwrap();
    case.feed(Input::Retry { incident }).unwrap();
    assert_eq!(case.open(), ["b"]);
    assert_eq!(case.state.incidents().count(), 0);
    assert_eq!(case.feed(Input::Retry { incident }), Err(Error::IncidentNotOpen(incident)));
}

#[test]
fn parallel_branches_are_joined() {
    let body = format!(
        "{ENDS}<parallelGateway id='f'/><parallelGateway id='j'/>{}{}",
        user("a b c"),
        flows("s>f; f>a; f>b; a>j; b>j; j>c; c>e")
    );
    let mut case = Case::start(&body, Context::new());
    assert_eq!(case.open(), ["a", "b"]);
    case.complete("b");
    assert_eq!(case.open(), ["a"]);
    case.complete("a");
    assert_eq!(case.open(), ["c"]);
    case.complete("c");
    assert_eq!(*case.outcome(), Outcome::Completed);
}

#[test]
fn inclusive_join_waits_for_what_can_still_come_even_in_a_loop() {
    let body = format!(
        "{ENDS}<inclusiveGateway id='f'/><inclusiveGateway id='j'/><exclusiveGateway id='x' default='x_j_6'/>{}{}",
        user("a b c"),
        flows("s>f; f>a? true; f>b? mit; f>c? false; a>j; b>x; x>j; x>b? nochmal; c>j; j>e")
    );
    let mut case = Case::start(&body, Context::new().with("mit", true).with("nochmal", true));
    case.complete("a");
    assert_eq!(case.open(), ["b"]);
    case.complete("b");
    assert_eq!(case.open(), ["b"], "the loop goes round; the join waits");
    case.complete_with("b", Context::new().with("nochmal", false));
    assert_eq!(*case.outcome(), Outcome::Completed);
    let mut case = Case::start(&body, Context::new().with("mit", false));
    case.complete("a");
    assert_eq!(*case.outcome(), Outcome::Completed);
}

#[test]
fn variables_keep_their_types_and_mappings_apply() {
    let body = format!(
        "{ENDS}<scriptTask id='frist' scriptFormat='feel' r:result='frist'><script>heute + duration(\"P1M\")</script></scriptTask>\
        <serviceTask id='t'><extensionElements><r:input name='bis' value='frist'/><r:output name='summe' value='teil * 2'/></extensionElements></serviceTask>{}{}",
        user("u"),
        flows("s>frist; frist>t; t>u; u>e")
    );
    let day = Value::Date("2026-01-31".parse().unwrap());
    let mut case = Case::start(&body, Context::new().with("heute", day));
    let Some(Effect::Work { input, .. }) = case.effects.last() else { panic!("{:?}", case.effects) };
    assert_eq!(*input, Context::new().with("bis", Value::Date("2026-02-28".parse().unwrap())));
    case.complete_with("t", Context::new().with("teil", 4));
    assert_eq!(case.state.variables().get("summe"), Some(&Value::from(8)));
    assert_eq!(case.state.variables().get("teil"), None);
}

#[test]
fn boundary_timer_interrupts() {
    let body = format!(
        "{ENDS}<boundaryEvent id='b' attachedToRef='a'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>P1M</timeDuration></timerEventDefinition></boundaryEvent>{}{}",
        user("a late"),
        flows("s>a; a>e; b>late; late>e")
    );
    let mut case = Case::start(&body, Context::new());
    let early = case.state.timers().next().unwrap();
    let refused = case.feed(Input::TimerDue { timer: early.0 });
    assert!(matches!(refused, Err(Error::NotDue { .. })), "{refused:?}");
    assert_eq!(case.ring().to_string(), "2026-02-05T08:00:00Z");
    assert_eq!(case.open(), ["late"]);
    assert!(matches!(case.effects[0], Effect::CloseWork { .. }), "{:?}", case.effects);
    let mut case = Case::start(&body, Context::new());
    let (timer, ..) = case.state.timers().next().unwrap();
    case.complete("a");
    assert!(case.effects.contains(&Effect::CancelTimer { timer }));
    assert_eq!(*case.outcome(), Outcome::Completed);
}

#[test]
fn non_interrupting_cycle_repeats_and_stops() {
    let body = format!(
        "{ENDS}<boundaryEvent id='b' attachedToRef='a' cancelActivity='false'><timerEventDefinition><timeCycle xsi:type='tFormalExpression'>R2/P7D</timeCycle></timerEventDefinition></boundaryEvent>{}{}",
        user("a mahnen"),
        flows("s>a; a>e; b>mahnen; mahnen>e")
    );
    let mut case = Case::start(&body, Context::new());
    case.ring();
    case.ring();
    assert_eq!(case.open(), ["a", "mahnen", "mahnen"]);
    assert_eq!(case.state.timers().count(), 0);
    case.complete("mahnen");
    case.complete("a");
    assert!(!case.state.is_ended());
    case.complete("mahnen");
    assert_eq!(*case.outcome(), Outcome::Completed);
}

#[test]
fn errors_of_workers_are_caught_or_become_incidents() {
    let body = format!(
        "{ENDS}<subProcess id='sub'><startEvent id='is'/><serviceTask id='t'/><endEvent id='ie'/>{}</subProcess>\
        <boundaryEvent id='b' attachedToRef='sub'><errorEventDefinition errorRef='fehler'/></boundaryEvent>{}{}",
        flows("is>t; t>ie"),
        user("retten"),
        flows("s>sub; sub>e; b>retten; retten>e")
    );
    let mut case = Case::start(&body, Context::new());
    case.fail("t", Some("F1"));
    assert_eq!(case.open(), ["retten"]);
    for code in [Some("F2"), None] {
        let mut case = Case::start(&body, Context::new());
        case.fail("t", code);
        let (incident, activity, _) = case.state.incidents().next().expect("an incident");
        case.feed(Input::Retry { incident }).unwrap();
        assert!(
            case.effects
                .iter()
                .any(|e| matches!(e, Effect::Work { activity: again, .. } if *again == activity))
        );
        case.complete("t");
        assert_eq!(*case.outcome(), Outcome::Completed);
    }
}

#[test]
fn an_error_in_one_instance_interrupts_the_whole_multi_instance_activity() {
    let body = format!(
        "{ENDS}<serviceTask id='t'><multiInstanceLoopCharacteristics r:collection='liste' r:item='eintrag'/></serviceTask>\
        <boundaryEvent id='b' attachedToRef='t'><errorEventDefinition/></boundaryEvent>{}{}",
        user("retten"),
        flows("s>t; t>e; b>retten; retten>e")
    );
    let list: Value = [1, 2, 3].into_iter().map(Value::from).collect();
    let mut case = Case::start(&body, Context::new().with("liste", list));
    assert_eq!(case.open(), ["t", "t", "t"]);
    case.fail("t", Some("beliebig"));
    assert_eq!(case.open(), ["retten"]);
    case.complete("retten");
    assert_eq!(*case.outcome(), Outcome::Completed);
}

#[test]
fn multi_instance_collects_in_order() {
    for sequential in [false, true] {
        let body = format!(
            "{ENDS}<serviceTask id='t'><multiInstanceLoopCharacteristics isSequential='{sequential}' r:collection='liste' r:item='x' r:collect='antwort + x' r:into='summen'/></serviceTask>{}",
            flows("s>t; t>e")
        );
        let list: Value = [10, 20].into_iter().map(Value::from).collect();
        let mut case = Case::start(&body, Context::new().with("liste", list));
        assert_eq!(case.open().len(), if sequential { 1 } else { 2 });
        case.complete_with("t", Context::new().with("antwort", 1));
        case.complete_with("t", Context::new().with("antwort", 2));
        let expected: Value = [11, 22].into_iter().map(Value::from).collect();
        assert_eq!(case.state.variables().get("summen"), Some(&expected));
        assert_eq!(case.state.variables().get("antwort"), None);
    }
}

#[test]
fn completion_condition_withdraws_the_rest() {
    let body = format!(
        "{ENDS}<userTask id='t'><multiInstanceLoopCharacteristics><loopCardinality xsi:type='tFormalExpression'>5</loopCardinality>\
        <completionCondition xsi:type='tFormalExpression'>numberOfCompletedInstances >= 2</completionCondition></multiInstanceLoopCharacteristics></userTask>{}",
        flows("s>t; t>e")
    );
    let mut case = Case::start(&body, Context::new());
    case.complete("t");
    case.complete("t");
    assert_eq!(case.effects.iter().filter(|e| matches!(e, Effect::CloseWork { .. })).count(), 3);
    assert_eq!(*case.outcome(), Outcome::Completed);
}

#[test]
fn messages_are_matched_refused_and_ambiguous() {
    let catch = |id: &str| {
        format!(
            "<intermediateCatchEvent id='{id}'><messageEventDefinition messageRef='brief' r:correlation='nummer'><operationRef>op</operationRef></messageEventDefinition></intermediateCatchEvent>"
        )
    };
    let body = format!(
        "{ENDS}<parallelGateway id='f'/>{}{}{}",
        catch("m1"),
        catch("m2"),
        flows("s>f; f>m1; f>m2; m1>e; m2>e")
    );
    let mut case = Case::start(&body, Context::new().with("nummer", "A7"));
    let message = |name: &str, subscription: Option<WaitId>| Input::Message {
        name: name.into(),
        subscription,
        payload: Context::new().with("inhalt", "ja"),
    };
    assert_eq!(case.feed(message("Brief", None)), Err(Error::Ambiguous { name: "Brief".into(), count: 2 }));
    assert_eq!(case.feed(message("Paket", None)), Err(Error::NotExpected("Paket".into())));
    let (id, _, _, correlation) = case.state.messages().next().unwrap();
    assert_eq!(correlation, Some(&Value::from("A7")));
    case.feed(message("Brief", Some(id))).unwrap();
    assert_eq!(case.feed(message("Brief", Some(id))), Err(Error::WaitNotOpen(id)));
    case.feed(message("Brief", None)).unwrap();
    assert_eq!(case.state.variables().get("inhalt"), Some(&Value::from("ja")));
    assert_eq!(*case.outcome(), Outcome::Completed);
}

#[test]
fn event_gateway_takes_the_first_event() {
    let body = format!(
        "{ENDS}<eventBasedGateway id='g'/><intermediateCatchEvent id='m'><signalEventDefinition signalRef='ruf'/></intermediateCatchEvent>\
        <intermediateCatchEvent id='z'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>{}{}",
        user("a b"),
        flows("s>g; g>m; g>z; m>a; z>b; a>e; b>e")
    );
    let mut case = Case::start(&body, Context::new());
    case.feed(Input::Signal { name: "Ruf".into(), payload: Context::new() }).unwrap();
    assert_eq!((case.open(), case.state.timers().count()), (vec!["a".to_owned()], 0));
    let mut case = Case::start(&body, Context::new());
    case.ring();
    assert_eq!((case.open(), case.state.signals().count()), (vec!["b".to_owned()], 0));
}

#[test]
fn event_sub_process_interrupts_its_level() {
    let body = format!(
        "{ENDS}{}<subProcess id='es' triggeredByEvent='true'><startEvent id='ess'><messageEventDefinition messageRef='brief'><operationRef>op</operationRef></messageEventDefinition></startEvent>{}<endEvent id='ese'/>{}</subProcess>{}",
        user("a"),
        user("ruecknahme"),
        flows("ess>ruecknahme; ruecknahme>ese"),
        flows("s>a; a>e")
    );
    let mut case = Case::start(&body, Context::new());
    case.feed(Input::Message { name: "Brief".into(), subscription: None, payload: Context::new() }).unwrap();
    assert_eq!(case.open(), ["ruecknahme"]);
    case.complete("ruecknahme");
    assert_eq!(*case.outcome(), Outcome::Completed);
    assert!(case.visited.iter().any(|id| id == "ese"));
}

#[test]
fn compensation_runs_backwards() {
    let task = |id: &str| {
        format!(
            "<userTask id='{id}'/><boundaryEvent id='b{id}' attachedToRef='{id}'><compensateEventDefinition/></boundaryEvent><scriptTask id='u{id}' isForCompensation='true' scriptFormat='feel' r:result='r{id}'><script>1</script></scriptTask><association id='as{id}' sourceRef='b{id}' targetRef='u{id}'/>"
        )
    };
    let body = format!(
        "{ENDS}{}{}<intermediateThrowEvent id='c'><compensateEventDefinition/></intermediateThrowEvent>{}",
        task("x"),
        task("y"),
        flows("s>x; x>y; y>c; c>e")
    );
    let mut case = Case::start(&body, Context::new());
    case.complete("x");
    case.complete("y");
    assert_eq!(case.visited, ["c", "uy", "ux", "e"]);
    assert_eq!(*case.outcome(), Outcome::Completed);
}

#[test]
fn answers_that_come_twice_or_too_late_are_refused() {
    let body = format!("{ENDS}{}{}", user("a b"), flows("s>a; a>b; b>e"));
    let mut case = Case::start(&body, Context::new());
    let activity = case.work("a");
    case.complete("a");
    let again = Input::Complete { activity, output: Context::new() };
    assert_eq!(case.feed(again), Err(Error::ActivityNotOpen(activity)));
    assert_eq!(case.feed(Input::Start { variables: Context::new() }), Err(Error::AlreadyStarted));
    case.feed(Input::Cancel { reason: "Antrag zurueckgenommen".into() }).unwrap();
    assert!(matches!(case.outcome(), Outcome::Cancelled { .. }));
    assert_eq!(case.feed(Input::Cancel { reason: "".into() }), Err(Error::Ended));
}

#[test]
fn endless_circles_are_stopped() {
    let body = format!(
        "{ENDS}<exclusiveGateway id='m'/><exclusiveGateway id='g' default='g_m_2'/>{}",
        flows("s>m; m>g; g>m; g>e? false")
    );
    let start = Input::Start { variables: Context::new() };
    let result = step(&process(&body), State::new(), start, Timestamp::UNIX_EPOCH);
    assert!(matches!(result, Err(Error::Runaway { .. })), "{result:?}");
}

#[test]
fn a_long_row_of_compensations_does_not_exhaust_the_stack() {
    let body = format!(
        "{ENDS}<scriptTask id='t' scriptFormat='feel' r:result='x'><multiInstanceLoopCharacteristics isSequential='true'><loopCardinality xsi:type='tFormalExpression'>20000</loopCardinality></multiInstanceLoopCharacteristics><script>1</script></scriptTask>\
        <boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent><task id='u' isForCompensation='true'/><association id='as' sourceRef='b' targetRef='u'/>\
        <endEvent id='c'><compensateEventDefinition/></endEvent><parallelGateway id='g'/>{}",
        flows("s>t; t>g; g>c; g>e")
    );
    let case = Case::start(&body, Context::new());
    assert_eq!(*case.outcome(), Outcome::Completed);
    assert_eq!(case.visited.iter().filter(|id| *id == "u").count(), 20_000);
}

#[test]
fn states_of_another_process_are_refused() {
    let body = format!("{ENDS}{}{}", user("a"), flows("s>a; a>e"));
    let case = Case::start(&body, Context::new());
    let other = format!("{ENDS}{}{}", user("b"), flows("s>b; b>e"));
    let activity = case.work("a");
    let result = step(
        &process(&other),
        case.state.clone(),
        Input::Complete { activity, output: Context::new() },
        case.now,
    );
    assert_eq!(result, Err(Error::UnknownElement("a".into())));
    let mut json = serde_json::to_value(&case.state).unwrap();
    json["version"] = 99.into();
    let newer: State = serde_json::from_value(json).unwrap();
    let later = case.now + SignedDuration::from_secs(1);
    assert_eq!(
        step(&case.process, newer, Input::Cancel { reason: "".into() }, later),
        Err(Error::Version(99))
    );
}

#[test]
fn elements_can_be_looked_up() {
    let process = process(&format!("{ENDS}{}{}", user("a"), flows("s>a; a>e")));
    let node = process.element("a").unwrap();
    assert_eq!(
        (node.kind().as_str(), node.name(), node.extension("role")),
        ("userTask", Some("a"), Some("amt"))
    );
    assert!(process.element("nichts").is_none());
}

#[test]
fn no_instances_leave_an_empty_list_and_nothing_to_undo() {
    let undo = "<boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent>\
        <userTask id='u' isForCompensation='true'/><association id='as' sourceRef='b' targetRef='u'/>";
    let ways = flows("s>t; t>c; c>e");
    let compensate =
        "<intermediateThrowEvent id='c'><compensateEventDefinition/></intermediateThrowEvent>".to_owned();
    let body = format!(
        "{ENDS}<serviceTask id='t'><multiInstanceLoopCharacteristics r:collection='[]' r:item='x' r:collect='x' \
         r:into='alle'/></serviceTask>{undo}{compensate}{ways}"
    );
    let case = Case::start(&body, Context::new());
    assert_eq!(*case.outcome(), Outcome::Completed);
    assert_eq!(case.state.variables().get("alle"), Some(&Value::from(Vec::new())));
    let body = format!(
        "{ENDS}<serviceTask id='t'><standardLoopCharacteristics testBefore='true' loopMaximum='0'/></serviceTask>\
         {undo}{compensate}{ways}"
    );
    assert_eq!(*Case::start(&body, Context::new()).outcome(), Outcome::Completed);
}

#[test]
fn what_undoes_an_instance_sees_its_item() {
    let body = format!(
        "{ENDS}<serviceTask id='t'><multiInstanceLoopCharacteristics r:collection='[\"a\", \"b\"]' r:item='x'/>\
         </serviceTask><boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent>\
         <userTask id='u' isForCompensation='true'/><association id='as' sourceRef='b' targetRef='u'/>\
         <intermediateThrowEvent id='c'><compensateEventDefinition/></intermediateThrowEvent>{}",
        flows("s>t; t>c; c>e")
    );
    let mut case = Case::start(&body, Context::new());
    case.complete("t");
    case.complete("t");
    let item = |case: &Case| match &case.effects[..] {
        [Effect::Work { input, .. }] => input.get("x").cloned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(item(&case), Some(Value::from("b")), "the last one first");
    case.complete("u");
    assert_eq!(item(&case), Some(Value::from("a")));
    case.complete("u");
    assert_eq!(*case.outcome(), Outcome::Completed);
}

#[test]
fn what_a_collected_sub_process_gives_out_stays_with_its_instance() {
    let body = format!(
        "{ENDS}<subProcess id='t'><extensionElements><r:output name='neu' value='x + 1'/></extensionElements>\
         <multiInstanceLoopCharacteristics r:collection='[1, 2]' r:item='x' r:collect='neu' r:into='alle'/>\
         <task id='a'/></subProcess>{}",
        flows("s>t; t>e")
    );
    let case = Case::start(&body, Context::new());
    let alle: Value = [2, 3].into_iter().map(Value::from).collect();
    assert_eq!(case.state.variables(), Context::new().with("alle", alle));
}
