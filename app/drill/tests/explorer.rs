//! The explorer asks the running rules; what it says must be what the storyboards and the matrix say.

use drill::{
    Backend, Backends, DesktopMark, Fate, Icon, Millis, Notice, PopUp,
    explorer::{Moment, cell, find, script, states, word},
    recovery::{self, in_words, orders, recovery},
    script::run,
};

#[test]
fn every_cell_is_a_script_that_is_carried_out_to_its_moment() {
    assert_eq!(states().len(), 8);
    for off in states() {
        for moment in Moment::ALL {
            let script = script(off, moment);
            let outcome = run(&script);
            assert_eq!(outcome.failures, [], "{off} {moment:?}");
            assert!(outcome.log.len() >= 4 && !script.title.is_empty(), "{off} {moment:?}");
            assert_eq!(find(&word(off), moment.word()), Some((off, moment)));
        }
    }
    assert_eq!(find("application+nothing", "returned"), None);
    assert_eq!(find("application", "never"), None);
}

#[test]
fn a_healthy_system_stays_healthy() {
    for moment in Moment::ALL {
        let cell = cell(Backends::NONE, moment);
        assert_eq!(cell.agent.icon.what, Some(Icon::GreenCircle), "{moment:?}");
        assert_eq!(cell.customer.notice.what, None, "{moment:?}");
        assert!(cell.chat_lives && cell.misled.is_empty(), "{moment:?}");
        assert!(cell.ledger.iter().all(|message| message.fate == Fate::Delivered), "{moment:?}");
    }
}

#[test]
fn ap_ma_and_al_states_show_what_the_storyboards_show() {
    let of = |off: &[Backend], moment| cell(Backends::of(off), moment);
    let application = [Backend::Application];
    let just = of(&application, Moment::JustFailed);
    assert_eq!((just.agent.popup.what, just.customer.notice.what), (Some(PopUp::NoLonger), Some(Notice::Ended)));
    assert_eq!(of(&application, Moment::FewMinutes).customer.notice.what, Some(Notice::ConnectionIssues));
    assert_eq!(of(&application, Moment::Returned).customer.notice.what, Some(Notice::SessionLost));
    assert_eq!(of(&application, Moment::LoggedIn).agent.popup.what, Some(PopUp::SessionInProgress));
    let both = [Backend::Application, Backend::Messaging];
    assert_eq!(of(&both, Moment::FewMinutes).agent.desktop.what, Some(DesktopMark::TimedOut));
    let all = of(&Backend::ALL, Moment::FewMinutes);
    assert!(all.agent.title_flashing.what);
    let messaging = of(&[Backend::Messaging], Moment::Returned);
    assert!(messaging.chat_lives && messaging.ledger[4].fate == Fate::Lost && messaging.ledger[5].fate == Fate::Lost);
}

#[test]
fn co3_every_order_of_return_is_carried_out_and_costs_what_the_rules_say() {
    let all = orders();
    assert_eq!(all.len(), 13, "each way to bring three back, at once or one after the other");
    for order in all {
        let script = recovery::script(&order);
        let outcome = run(&script);
        assert_eq!(outcome.failures, [], "{}", in_words(&order));
        assert_eq!(recovery::find(&recovery::word(&order)).as_ref(), Some(&order));
        let cost = recovery(order.clone());
        assert_eq!(cost.restored, Millis::from_mins(order.len() as u64));
        assert_eq!(cost.people_misled, 2, "the agent by AP9, the customer before AP2: {}", in_words(&order));
        assert!(cost.blind >= cost.agent_misled.max(cost.customer_misled));
    }
    let lost = |order: &[Backends]| recovery(order.to_vec()).lost;
    let (application, messaging) = (Backends::of(&[Backend::Application]), Backends::of(&[Backend::Messaging]));
    let services = Backends::of(&[Backend::Services]);
    assert!(
        lost(&[messaging, application, services]) < lost(&[application, messaging, services]),
        "with Messaging back first, what the customer writes in the new chat arrives"
    );
}
