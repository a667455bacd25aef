// Starts the editor's date fields, choosers and inline panels from the data beside them (core/admin_starters.py).
// Only what is named here can be started: data that somebody smuggles into a screen must not call anything else.
const STARTERS = {
  Chooser: (...given) => new window.Chooser(...given),
  DocumentChooser: (...given) => new window.DocumentChooser(...given),
  ImageChooser: (...given) => new window.ImageChooser(...given),
  InlinePanel: (...given) => new window.InlinePanel(...given),
  MultipleChooserPanel: (...given) => new window.MultipleChooserPanel(...given),
  PageChooser: (...given) => new window.PageChooser(...given),
  SnippetChooser: (...given) => new window.SnippetChooser(...given),
  createTaskChooser: (...given) => window.createTaskChooser(...given),
  initDateChooser: (...given) => window.initDateChooser(...given),
  initDateTimeChooser: (...given) => window.initDateTimeChooser(...given),
  initTimeChooser: (...given) => window.initTimeChooser(...given),
};

class StartWidget extends window.StimulusModule.Controller {
  static values = { name: String };

  // Once for each element, also when it is moved about as rows change places; `connect` would start it twice.
  initialize() {
    STARTERS[this.nameValue](...JSON.parse(this.element.textContent));
  }
}

window.wagtail.app.register("start-widget", StartWidget);
